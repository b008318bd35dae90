import type { Kind } from "../../shared/model/watchlist.ts";
import { PostFeed } from "../components/post-feed.tsx";
import { PostFilters } from "../components/post-filters.tsx";
import { SavedViews } from "../components/saved-views.tsx";
import { Empty } from "../components/states.tsx";
import { WatchlistPage } from "../components/watchlist-page.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { activeFilters, parseFilters, toListArgs } from "../model/post-filters.ts";
import { usePosts } from "../state/feed.ts";
import { navigate } from "../state/navigation.ts";

const words = strings.posts;

export function PostsPage({ kind, id, query }: { kind: Kind; id: string; query: URLSearchParams }) {
  const filters = parseFilters(query);
  const feed = usePosts({ watchlist_id: id, ...toListArgs(kind, filters) });
  const filtered = activeFilters(filters).length > 0;
  const path = ["watchlists", kind, id];
  return (
    <WatchlistPage kind={kind} id={id} here="posts" title={words.title} titleOf={words.of}>
      {(watchlist) => (
        <>
          <SavedViews path={path} filters={filters} />
          <PostFilters kind={kind} filters={filters} labels={watchlist?.labels.map(({ name }) => name) ?? []} onApply={(to, options) => navigate(href(path, to), options)} />
          <PostFeed
            feed={feed}
            fileName={`posts-${watchlist?.name ?? id}`}
            empty={<Empty icon="watchlists" title={filtered ? words.emptyFiltered : words.empty} why={filtered ? words.emptyFilteredWhy : words.emptyWhy} />}
          />
        </>
      )}
    </WatchlistPage>
  );
}
