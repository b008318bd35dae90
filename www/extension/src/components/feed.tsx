import { useEffect, useRef, useState } from "preact/hooks";

import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { readPage, unseen } from "../../../shared/model/page.ts";
import { strings } from "../../../shared/lib/strings.ts";
import { markSeen } from "../api/check.ts";
import { outx } from "../api/client.ts";
import { type Item, type Named, PAGE_SIZE, items } from "../model/mention-digest.ts";
import { Items } from "./items.tsx";
import { useAction } from "./use-action.ts";

const words = strings.posts;

/** All posts of one watchlist; a page more is read whenever the end comes into sight. */
export function Feed({ watchlist }: { watchlist: Named }) {
  const [posts, setPosts] = useState<readonly Item[]>([]);
  const [next, setNext] = useState({ page: 1, seen: 0 });
  const [ended, setEnded] = useState(false);
  const end = useRef<HTMLButtonElement>(null);
  const more = useAction(async () => {
    const { rows, isLast } = readPage(await outx.posts.list({ watchlist_id: watchlist.id, page: next.page, page_size: PAGE_SIZE }).page(), next);
    const added = unseen(posts, items(rows));
    setPosts([...posts, ...added]);
    setNext({ page: next.page + 1, seen: next.seen + rows.length });
    setEnded(isLast ?? added.length === 0);
  });
  useEffect(() => void markSeen([watchlist.id]), []);
  useEffect(() => {
    if (!end.current || more.busy || more.failure) return;
    const sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void more.run();
    });
    sight.observe(end.current);
    return () => sight.disconnect();
  }, [next, more.busy, more.failure]);
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
