import { useMemo } from "preact/hooks";

import { formatNumber } from "../../shared/lib/format.ts";
import { type Kind, isKind, kinds } from "../../shared/model/watchlist.ts";
import { queryOf } from "../api/queries.ts";
import { listWatchlists } from "../api/watchlists.ts";
import { Choices } from "../components/choices.tsx";
import { Page } from "../components/page.tsx";
import { PostFeed } from "../components/post-feed.tsx";
import { PostFilters } from "../components/post-filters.tsx";
import { SavedViews } from "../components/saved-views.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { WatchlistRef } from "../model/feed-post.ts";
import { type Filters, activeFilters, parseFilters, toListArgs } from "../model/post-filters.ts";
import { markExtensionActive } from "../state/extension-status.ts";
import { useMergedPosts } from "../state/feed.ts";
import { navigate } from "../state/navigation.ts";
import { useResource } from "../state/resource.ts";

const words = strings.allPosts;
/** Maximum number of watchlists in the feed, because each costs at least one request. */
const MAX_WATCHLISTS = 40;
const path = ["posts"];

/** The posts of all watchlists in one feed, newest first. */
export function AllPostsPage({ query }: { query: URLSearchParams }) {
  const resource = useResource(queryOf("watchlists", "active", loadWatchlists));
  return (
    <Page title={words.title} lead={words.lead}>
      <ResourceView resource={resource} skeleton={<Skeleton rows={4} tall />}>
        {(all) => <Chosen all={all} query={query} />}
      </ResourceView>
    </Page>
  );
}

/** The watchlists that are not paused. */
async function loadWatchlists(signal: AbortSignal): Promise<WatchlistRef[]> {
  const lists = await Promise.all(kinds.map(async (kind) => (await listWatchlists(kind, signal)).filter(({ disable }) => !disable).map(({ id, name }) => ({ id, name, kind }))));
  return markExtensionActive(lists.flat());
}

function Chosen({ all, query }: { all: readonly WatchlistRef[]; query: URLSearchParams }) {
  const asked = query.get("kind") ?? undefined;
  const kind = isKind(asked) ? asked : undefined;
  const { sort_by: _, ...filters } = parseFilters(query);
  const matching = all.filter((each) => kind === undefined || each.kind === kind);
  const shown = useMemo(() => matching.slice(0, MAX_WATCHLISTS), [all, kind]);
  const go = (to: { kind?: Kind | undefined; filters?: Filters }, options?: { replace: boolean }) => navigate(href(path, { kind: "kind" in to ? to.kind : kind, ...(to.filters ?? filters) }), options);
  if (all.length === 0) {
    return (
      <Empty icon="watchlists" title={words.none} why={words.noneWhy}>
        <a class="button primary" href={href(["watchlists", "keyword", "new"])}>
          {strings.watchlists.new}
        </a>
      </Empty>
    );
  }
  return (
    <>
      <Choices
        legend={strings.watchlists.kind}
        quiet
        choices={[{ value: "", label: strings.common.all }, ...kinds.map((value) => ({ value, label: strings.kinds[value] }))]}
        value={kind ?? ""}
        onChange={(to) => go({ kind: isKind(to) ? to : undefined }, { replace: true })}
      />
      {matching.length > MAX_WATCHLISTS && <p class="quiet">{words.limited(formatNumber(MAX_WATCHLISTS), formatNumber(matching.length))}</p>}
      <SavedViews path={path} filters={filters} />
      <PostFilters kind={kind ?? "keyword"} filters={filters} labels={[]} fixedOrder onApply={(filters, options) => go({ filters }, options)} />
      <Merged watchlists={shown} kind={kind ?? "keyword"} filters={filters} />
    </>
  );
}

function Merged({ watchlists, kind, filters }: { watchlists: readonly WatchlistRef[]; kind: Kind; filters: Filters }) {
  const feed = useMergedPosts(watchlists, toListArgs(kind, filters));
  const filtered = activeFilters(filters).length > 0;
  const posts = strings.posts;
  return (
    <PostFeed
      feed={feed}
      merged
      fileName="posts"
      empty={<Empty icon="watchlists" title={filtered ? posts.emptyFiltered : posts.empty} why={filtered ? posts.emptyFilteredWhy : posts.emptyWhy} />}
    />
  );
}
