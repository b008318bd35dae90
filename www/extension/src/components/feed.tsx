import { useEffect, useRef, useState } from "preact/hooks";

import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { readPage, unseen } from "../../../shared/model/page.ts";
import { storeSeen } from "../api/check-mentions.ts";
import { client } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { type Item, type WatchlistRef, PAGE_SIZE, readItems } from "../model/mention-digest.ts";
import { MentionList } from "./mention-list.tsx";
import { useAction } from "./use-action.ts";

const words = strings.posts;

/** All posts of one watchlist. The next page loads whenever the end of the list scrolls into view. */
export function Feed({ watchlist }: { watchlist: WatchlistRef }) {
  const [posts, setPosts] = useState<readonly Item[]>([]);
  const [next, setNext] = useState({ page: 1, seen: 0 });
  const [ended, setEnded] = useState(false);
  const end = useRef<HTMLButtonElement>(null);
  const more = useAction(async () => {
    const { rows, isLast } = readPage(await (await client()).posts.list({ watchlist_id: watchlist.id, page: next.page, page_size: PAGE_SIZE }).page(), next);
    const added = unseen(posts, readItems(rows));
    setPosts([...posts, ...added]);
    setNext({ page: next.page + 1, seen: next.seen + rows.length });
    setEnded(isLast ?? added.length === 0);
  });
  useEffect(() => void storeSeen([watchlist.id]), []);
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
      <MentionList posts={posts} />
      {more.failure && <FailureNote failure={more.failure} />}
      {ended ? (
        <p class="quiet" role="status">
          {posts.length > 0 ? words.end : `${words.empty}. ${words.emptyWhy}`}
        </p>
      ) : (
        <button ref={end} type="button" class="button wide" aria-disabled={more.busy} onClick={() => void more.run()}>
          {more.busy ? words.loadingMore : words.more}
        </button>
      )}
    </section>
  );
}
