import { useEffect, useRef } from "preact/hooks";

import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { PostCard } from "../components/post-card.tsx";
import { PostFilters } from "../components/post-filters.tsx";
import { Problem } from "../components/problem.tsx";
import { Empty, Skeleton } from "../components/states.tsx";
import { type Feed, useFeed } from "../feed.ts";
import { fromQuery, narrowing, toArguments } from "../post-filters.ts";
import { useResource } from "../resource.ts";
import { go, href } from "../route.ts";
import { strings } from "../strings.ts";
import { type Kind, one } from "../watchlists.ts";

const words = strings.posts;

export function PostsPage({ kind, id, query }: { kind: Kind; id: string; query: URLSearchParams }) {
  const watchlist = useResource((signal) => one(kind, id, signal), [kind, id]);
  const filters = fromQuery(query);
  const feed = useFeed({ watchlist_id: id, ...toArguments(kind, filters) });
  const name = watchlist.data?.name;
  return (
    <Page
      title={name ? words.of(name) : words.title}
      above={<BackLink to={href(["watchlists", kind])} name={words.back} />}
      actions={
        <a class="button" href={href(["watchlists", kind, id, "edit"])}>
          {strings.watchlists.edit}
        </a>
      }
    >
      <PostFilters key={JSON.stringify(filters)} kind={kind} filters={filters} onApply={(to) => go(href(["watchlists", kind, id], to))} />
      <Posts feed={feed} filtered={narrowing(filters) > 0} />
    </Page>
  );
}

function Posts({ feed, filtered }: { feed: Feed; filtered: boolean }) {
  const { posts, failure, loading, ended, more } = feed;
  const empty = posts.length === 0 && !loading && !failure;
  return (
    <section aria-label={words.title}>
      <p class={posts.length > 0 ? "list-count" : "visually-hidden"} role="status">
        {loading && posts.length === 0 ? strings.common.loading : words.count(posts.length)}
      </p>
      {empty && <Empty icon="watchlists" title={filtered ? words.emptyFiltered : words.empty} why={filtered ? words.emptyFilteredWhy : words.emptyWhy} />}
      <ul class="feed">
        {posts.map((post, index) => (
          <li key={post.id ?? index}>
            <PostCard post={post} />
          </li>
        ))}
      </ul>
      {loading && <Skeleton rows={posts.length > 0 ? 1 : 3} tall />}
      {failure && <Problem failure={failure} onRetry={more} />}
      {!loading && !failure && posts.length > 0 && (ended ? <p class="feed-end">{words.end}</p> : <More more={more} />)}
    </section>
  );
}

/** The next page comes by itself when its button comes into view, and by the button for those who do not scroll. */
function More({ more }: { more: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: "400px" });
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="button feed-more" onClick={more}>
      {words.more}
    </button>
  );
}
