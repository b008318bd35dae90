import { signal } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";

import { TextField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { type Kind, type Watchlist, type WatchlistChange, kinds } from "../../shared/model/watchlist.ts";
import { deleteWatchlist, updateWatchlist } from "../api/watchlists.ts";
import { Page } from "../components/page.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { Tabs } from "../components/tabs.tsx";
import { WatchlistRow, rowLinkId } from "../components/watchlist-row.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { report } from "../state/report.ts";
import type { Resource } from "../state/resource.ts";
import { toast, toastError, toastWithUndo } from "../state/toasts.ts";
import { useWatchlists } from "../state/watchlists.ts";

const words = strings.watchlists;
/** Number of watchlists from which the filter is shown. */
const MANY = 6;

/** Deleted or about to be: hidden, also when the list reloads meanwhile. */
const gone = signal<ReadonlySet<string>>(new Set());

export function WatchlistsPage({ kind }: { kind: Kind }) {
  const resource = useWatchlists(kind);
  return (
    <Page title={words.title} lead={words.lead} actions={<NewButton kind={kind} />}>
      <Tabs label={words.kind} tabs={kinds.map((each) => ({ name: strings.kinds[each], to: href(["watchlists", each]), here: each === kind }))} />
      <ResourceView resource={resource} skeleton={<Skeleton rows={4} tall />}>
        {(all) => <List kind={kind} all={all} resource={resource} />}
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

function List({ kind, all, resource }: { kind: Kind; all: Watchlist[]; resource: Resource<Watchlist[]> }) {
  const [filter, setFilter] = useState("");
  const left = useMemo(() => all.filter(({ id }) => !gone.value.has(id)), [all, gone.value]);
  const shown = left.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  const { change, erase } = changes(kind, resource);

  if (left.length === 0) {
    return (
      <Empty icon="watchlists" title={words.empty(strings.kinds[kind])} why={words.emptyWhy[kind]}>
        <NewButton kind={kind} />
      </Empty>
    );
  }
  return (
    <>
      {left.length >= MANY && (
        <div class="list-filter">
          <TextField label={words.filter} type="search" value={filter} onInput={setFilter} />
        </div>
      )}
      <p class="list-count" role="status">
        {shown.length > 0 ? words.count(formatNumber(shown.length)) : words.noMatch(filter)}
      </p>
      <ul class="rows">
        {shown.map((watchlist) => (
          <WatchlistRow key={watchlist.id} kind={kind} watchlist={watchlist} onChange={(to, done) => change(watchlist, to, done)} onDelete={() => erase(watchlist)} />
        ))}
      </ul>
    </>
  );
}

/** Changes are shown at once and reverted when they fail; a deletion is sent only when it was not undone. */
function changes(kind: Kind, resource: Resource<Watchlist[]>) {
  const put = (id: string, to: Partial<Watchlist>) => resource.set((all) => all.map((each) => (each.id === id ? { ...each, ...to } : each)));

  async function change(watchlist: Watchlist, to: WatchlistChange, done: string): Promise<void> {
    put(watchlist.id, to);
    try {
      await updateWatchlist(kind, watchlist.id, to);
      toast(done);
    } catch (error) {
      const before = Object.fromEntries(Object.keys(to).map((name) => [name, watchlist[name as keyof Watchlist]]));
      put(watchlist.id, before);
      toastError(words.notChanged(watchlist.name), report(error));
    }
  }

  function erase({ id, name }: Watchlist): void {
    gone.value = new Set([...gone.value, id]);
    const back = () => (gone.value = new Set([...gone.value].filter((each) => each !== id)));
    const act = async () => {
      try {
        await deleteWatchlist(kind, id);
      } catch (error) {
        back();
        toastError(words.notDeleted(name), report(error));
      }
    };
    toastWithUndo(words.deleted(name), {
      act: () => void act(),
      undo: () => {
        back();
        requestAnimationFrame(() => document.getElementById(rowLinkId(id))?.focus());
        toast(words.undone);
      },
    });
  }

  return { change, erase };
}
