import { useEffect, useMemo, useRef } from "preact/hooks";

import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { type Kind, type Watchlist, kinds, wordsOf } from "../../shared/model/watchlist.ts";
import { listWatchlists } from "../api/watchlists.ts";
import { Page } from "../components/page.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { Tabs } from "../components/tabs.tsx";
import { Spacer, useVirtualRows } from "../components/virtual-rows.tsx";
import { WatchlistBulk } from "../components/watchlist-bulk.tsx";
import { WatchlistRow, rowLinkId } from "../components/watchlist-row.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { filterWatchlists, indexWatchlists, listOrders, sortWatchlists } from "../model/watchlist-list.ts";
import { navigate } from "../state/navigation.ts";
import type { Resource } from "../state/resource.ts";
import { type Selection, useSelection } from "../state/selection.ts";
import { deletedWatchlists, watchlistChanges } from "../state/watchlist-changes.ts";
import { useWatchlists } from "../state/watchlists.ts";

const words = strings.watchlists;
/** Number of watchlists from which on the filter and the order are shown. */
const MANY = 6;
const ROW_HEIGHT = 92;

export function WatchlistsPage({ kind, query }: { kind: Kind; query: URLSearchParams }) {
  const resource = useWatchlists(kind);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <button type="button" class="button" aria-disabled={resource.loading} onClick={() => resource.loading || resource.reload()}>
            <Icon name="refresh" />
            {strings.common.refresh}
          </button>
          <NewButton kind={kind} />
        </>
      }
    >
      <Tabs label={words.kind} tabs={kinds.map((each) => ({ name: strings.kinds[each], to: href(["watchlists", each]), here: each === kind }))} />
      <ResourceView resource={resource} skeleton={<Skeleton rows={4} tall />}>
        {(all) => <List kind={kind} all={all} resource={resource} query={query} />}
      </ResourceView>
    </Page>
  );
}

function NewButton({ kind }: { kind: Kind }) {
  return (
    <a class="button primary" href={href(["watchlists", kind, "new"])}>
      <Icon name="plus" />
      {words.new}
    </a>
  );
}

interface ListProps {
  kind: Kind;
  all: Watchlist[];
  resource: Resource<Watchlist[]>;
  query: URLSearchParams;
}

function List({ kind, all, resource, query }: ListProps) {
  const filter = query.get("q") ?? "";
  const order = listOrders.find((each) => each === query.get("sort"));
  const gone = deletedWatchlists.value;
  const index = useMemo(() => indexWatchlists(sortWatchlists(all.filter(({ id }) => !gone.has(id)), order)), [all, gone, order]);
  const shown = useMemo(() => filterWatchlists(index, filter), [index, filter]);
  const selection = useSelection();
  useWrittenKeywords(kind, all, resource);
  // The filter is in the address, so that the back button restores it.
  const show = (to: { q?: string; sort?: string }) => navigate(href(["watchlists", kind], { q: filter, sort: order, ...to }), { replace: true });

  if (index.length === 0) {
    return (
      <Empty icon="watchlists" title={words.empty(strings.kinds[kind])} why={words.emptyWhy[kind]}>
        <NewButton kind={kind} />
      </Empty>
    );
  }
  return (
    <>
      {index.length >= MANY && (
        <div class="list-filter row">
          <TextField label={words.filter} type="search" value={filter} onInput={(q) => show({ q })} />
          <SelectField label={strings.posts.sort} value={order ?? ""} onInput={(sort) => show({ sort })}>
            <option value="">{words.orders.none}</option>
            {listOrders.map((each) => (
              <option key={each} value={each}>
                {words.orders[each]}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <p class="list-count" role="status">
        {shown.length > 0 ? words.count(formatNumber(shown.length)) : words.noMatch(filter)}
      </p>
      <WatchlistBulk chosen={shown.filter(({ id }) => selection.has(id))} shown={shown} selection={selection} changes={watchlistChanges(kind, resource)} />
      <Rows kind={kind} shown={shown} resource={resource} selection={selection} />
    </>
  );
}

function Rows({ kind, shown, resource, selection }: { kind: Kind; shown: Watchlist[]; resource: Resource<Watchlist[]>; selection: Selection }) {
  const frame = useRef<HTMLUListElement>(null);
  const { rows, after, measure } = useVirtualRows({ count: shown.length, estimate: ROW_HEIGHT, keyOf: (index) => shown[index]?.id ?? index, frame });
  const { change, erase } = watchlistChanges(kind, resource);
  return (
    <ul class="rows" ref={frame}>
      {rows.flatMap(({ index, key, before }) => {
        const watchlist = shown[index];
        return watchlist === undefined
          ? []
          : [
              <Spacer key={`before-${key}`} as="li" size={before} />,
              <li key={key} data-index={index} ref={measure} aria-setsize={shown.length} aria-posinset={index + 1}>
                <WatchlistRow
                  kind={kind}
                  watchlist={watchlist}
                  chosen={selection.has(watchlist.id)}
                  onChoose={() => selection.toggle(watchlist.id)}
                  onChange={(to, done) => void change(watchlist, to, done)}
                  onDelete={() => erase([watchlist], () => document.getElementById(rowLinkId(watchlist.id))?.focus())}
                />
              </li>,
            ];
      })}
      <Spacer as="li" size={after} />
    </ul>
  );
}

/** Time in ms between checks for keywords that OutX is writing, and the maximum number of checks. */
const WRITTEN_MS = 4_000;
const WRITTEN_TRIES = 15;

/** Shows the keywords that OutX writes for a description, which takes some seconds. */
function useWrittenKeywords(kind: Kind, all: readonly Watchlist[], resource: Resource<Watchlist[]>): void {
  const tries = useRef(0);
  const missing = (kind === "keyword" || kind === "reddit") && all.some((watchlist) => wordsOf(watchlist).length === 0);
  useEffect(() => {
    if (!missing || tries.current >= WRITTEN_TRIES) return;
    const left = new AbortController();
    const timer = setTimeout(() => {
      tries.current += 1;
      // The state of the page does not change: loading is not announced, and after a failure the next check follows.
      listWatchlists(kind, left.signal).then(
        (now) => resource.set(() => now),
        () => resource.set((before) => [...before]),
      );
    }, WRITTEN_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [missing, all]);
}
