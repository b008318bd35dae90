import type { ListPostsArgs } from "outx-client";
import { useEffect, useRef, useState } from "preact/hooks";

import { outx } from "./api.ts";
import { noteAccepted } from "./extension.ts";
import { type Failure, isAbort } from "./failure.ts";
import { report } from "./resource.ts";
import { type Post, type Raw, post } from "./results.ts";
import { signIns } from "./session.ts";

const PAGE_SIZE = 20;

export interface Feed {
  posts: readonly Post[];
  failure: Failure | undefined;
  loading: boolean;
  /** The last page was reached. */
  ended: boolean;
  more: () => void;
}

/** The posts for these arguments of `posts.list`, a page more at each `more()`. */
export function useFeed(args: ListPostsArgs): Feed {
  const key = JSON.stringify(args);
  const [posts, setPosts] = useState<readonly Post[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const [loading, setLoading] = useState(true);
  const [ended, setEnded] = useState(false);
  const [round, setRound] = useState(0);
  const next = useRef({ key, page: 1 });

  useEffect(() => {
    if (next.current.key !== key) {
      next.current = { key, page: 1 };
      setPosts([]);
      setEnded(false);
    }
    const controller = new AbortController();
    const { page } = next.current;
    setLoading(true);
    setFailure(undefined);
    load({ ...args, page, page_size: PAGE_SIZE }, controller.signal)
      .then((found) => {
        if (controller.signal.aborted) return;
        next.current.page = page + 1;
        setPosts((before) => (page === 1 ? found : [...before, ...unseen(before, found)]));
        setEnded(found.length < PAGE_SIZE);
        setLoading(false);
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setFailure(report(error));
        setLoading(false);
      });
    return () => controller.abort();
  }, [key, round, signIns.value]);

  return { posts, failure, loading, ended, more: () => setRound((count) => count + 1) };
}

async function load(args: ListPostsArgs, signal: AbortSignal): Promise<Post[]> {
  const answer = (await outx.posts.list(args, { signal }).page()) as { data?: Raw[] };
  noteAccepted();
  return (answer.data ?? []).map(post);
}

// A post that came in meanwhile moves the others on: the next page begins with some already shown.
function unseen(before: readonly Post[], found: readonly Post[]): Post[] {
  const known = new Set(before.map(({ id }) => id));
  return found.filter(({ id }) => id === undefined || !known.has(id));
}
