import { useEffect, useRef, useState } from "preact/hooks";

import { FailureNote } from "../../../src/components/failure-note.tsx";
import type { Raw } from "../../../src/results.ts";
import { strings } from "../../../src/strings.ts";
import { markSeen } from "../check.ts";
import { outx } from "../client.ts";
import { type Item, type Named, PAGE_SIZE, items } from "../news.ts";
import { Items } from "./items.tsx";
import { useAction } from "./use-action.ts";

const words = strings.posts;

/** All posts of one watchlist; a page more is read whenever the end comes into sight. */
export function Feed({ watchlist }: { watchlist: Named }) {
  const [posts, setPosts] = useState<readonly Item[]>([]);
  const [page, setPage] = useState(1);
  const [ended, setEnded] = useState(false);
  const end = useRef<HTMLButtonElement>(null);
  const more = useAction(async () => {
    const found = await readPage(watchlist.id, page);
    setPosts((before) => [...before, ...unknown(before, found)]);
    setPage(page + 1);
    setEnded(found.length < PAGE_SIZE);
  });
  useEffect(() => void markSeen([watchlist.id]), []);
  useEffect(() => {
    if (!end.current || more.busy || more.failure) return;
    const sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void more.run();
    });
    sight.observe(end.current);
    return () => sight.disconnect();
  }, [page, more.busy, more.failure]);
  return (
    <section class="stack" aria-label={words.of(watchlist.name)} aria-busy={more.busy}>
      <Items posts={posts} />
      {more.failure && <FailureNote failure={more.failure} />}
      {ended ? (
        <p class="quiet" role="status">
          {posts.length > 0 ? words.end : `${words.empty}. ${words.emptyWhy}`}
        </p>
      ) : (
        <button ref={end} type="button" class="button wide" disabled={more.busy} onClick={() => void more.run()}>
          {more.busy ? words.loadingMore : words.more}
        </button>
      )}
    </section>
  );
}

async function readPage(watchlist_id: string, page: number): Promise<Item[]> {
  const { data } = (await outx.posts.list({ watchlist_id, page, page_size: PAGE_SIZE }).page()) as { data?: Raw[] };
  return items(data ?? []);
}

// A post that came in meanwhile moves the others on: the next page begins with some already shown.
function unknown(before: readonly Item[], found: readonly Item[]): Item[] {
  const known = new Set(before.map(({ id }) => id));
  return found.filter(({ id }) => !known.has(id));
}
