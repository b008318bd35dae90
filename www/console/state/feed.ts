import type { ListInteractionsArgs, ListPostsArgs } from "outx-client";
import { useEffect, useRef, useState } from "preact/hooks";

import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { readPage, unseen } from "../../shared/model/page.ts";
import { type Interaction, type Post, readInteraction, readPost } from "../../shared/model/post.ts";
import type { Raw } from "../../shared/model/raw.ts";
import { outx } from "../api/client.ts";
import { markExtensionActive } from "./extension-status.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

const PAGE_SIZE = 20;

export interface Feed<T> {
  items: readonly T[];
  failure: Failure | undefined;
  loading: boolean;
  /** Over all pages, where the API reports it. */
  total: number | undefined;
  /** The last page was reached. */
  ended: boolean;
  more: () => void;
}

/** The posts for these arguments of `posts.list`. */
export function usePosts(args: ListPostsArgs): Feed<Post> {
  return useFeed<Post>(args, (page, signal) => outx.posts.list({ ...args, ...page }, { signal }).page(), readPost);
}

/** The likes and comments for these arguments of `interactions.list`. */
export function useInteractions(args: ListInteractionsArgs): Feed<Interaction> {
  return useFeed<Interaction>(args, (page, signal) => outx.interactions.list({ ...args, ...page }, { signal }).page(), readInteraction);
}

interface Identified {
  id?: string | undefined;
}

type Load = (page: { page: number; page_size: number }, signal: AbortSignal) => PromiseLike<unknown>;

/** What `load` returns for these arguments, one more page per `more()`. */
function useFeed<T extends Identified>(args: object, load: Load, read: (raw: Raw) => T): Feed<T> {
  const key = JSON.stringify(args);
  const [items, setItems] = useState<readonly T[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const [loading, setLoading] = useState(true);
  const [ended, setEnded] = useState(false);
  const [total, setTotal] = useState<number>();
  const [round, setRound] = useState(0);
  const shown = useRef<readonly T[]>([]);
  const next = useRef({ key, page: 1, seen: 0 });

  useEffect(() => {
    if (next.current.key !== key) {
      next.current = { key, page: 1, seen: 0 };
      setItems([]);
      setTotal(undefined);
      setEnded(false);
    }
    const controller = new AbortController();
    const { page, seen } = next.current;
    setLoading(true);
    setFailure(undefined);
    Promise.resolve(load({ page, page_size: PAGE_SIZE }, controller.signal))
      .then((response) => {
        if (controller.signal.aborted) return;
        const { rows, isLast, total } = readPage(markExtensionActive(response), { page, seen });
        const found = rows.map(read);
        next.current = { key, page: page + 1, seen: seen + rows.length };
        const before = page === 1 ? [] : shown.current;
        const added = unseen(before, found);
        shown.current = [...before, ...added];
        setItems(shown.current);
        setTotal(total);
        // Without a word on the end, a page that repeats the ones before is taken for it.
        setEnded(isLast ?? added.length === 0);
        setLoading(false);
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setFailure(report(error));
        setLoading(false);
      });
    return () => controller.abort();
  }, [key, round, signIns.value]);

  return { items, total, failure, loading, ended, more: () => setRound((count) => count + 1) };
}
