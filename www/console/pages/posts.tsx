import type { Kind } from "../../shared/model/watchlist.ts";
import { FeedList } from "../components/feed-list.tsx";
import { PostCard } from "../components/post-card.tsx";
import { PostFilters } from "../components/post-filters.tsx";
import { Empty } from "../components/states.tsx";
import { WatchlistPage } from "../components/watchlist-page.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { countFilters, parseFilters, toListArgs } from "../model/post-filters.ts";
import { usePosts } from "../state/feed.ts";
import { navigate } from "../state/navigation.ts";

const words = strings.posts;

export function PostsPage({ kind, id, query }: { kind: Kind; id: string; query: URLSearchParams }) {
  const filters = parseFilters(query);
  const feed = usePosts({ watchlist_id: id, ...toListArgs(kind, filters) });
  const filtered = countFilters(filters) > 0;
  return (
    <WatchlistPage kind={kind} id={id} here="posts" title={words.title} titleOf={words.of}>
      <PostFilters kind={kind} filters={filters} onApply={(to, options) => navigate(href(["watchlists", kind, id], to), options)} />
      <FeedList
        feed={feed}
        label={words.title}
        count={words.count}
        empty={<Empty icon="watchlists" title={filtered ? words.emptyFiltered : words.empty} why={filtered ? words.emptyFilteredWhy : words.emptyWhy} />}
      >
        {(post) => <PostCard post={post} />}
      </FeedList>
    </WatchlistPage>
  );
}
