// Changes to watchlists on the page that lists them. A change is shown at once and reverted if it fails.

import { signal } from "@preact/signals";

import { formatNumber } from "../../shared/lib/format.ts";
import type { Kind, Watchlist, WatchlistChange } from "../../shared/model/watchlist.ts";
import { deleteWatchlist, updateWatchlist } from "../api/watchlists.ts";
import { strings } from "../lib/strings.ts";
import { report } from "./report.ts";
import type { Resource } from "./resource.ts";
import { toast, toastError, toastWithUndo } from "./toasts.ts";

const words = strings.watchlists;
/** Number of changes that run at the same time. */
const PARALLEL = 4;

/** Ids of watchlists that are deleted or about to be. They are hidden, even if the list reloads meanwhile. */
export const deletedWatchlists = signal<ReadonlySet<string>>(new Set());

export interface WatchlistChanges {
  change: (watchlist: Watchlist, to: WatchlistChange, done: string) => Promise<void>;
  changeAll: (watchlists: readonly Watchlist[], to: WatchlistChange, done: (count: string) => string) => Promise<void>;
  /** `restored` is called after an undo. */
  erase: (watchlists: readonly Watchlist[], restored: () => void) => void;
}

export function watchlistChanges(kind: Kind, resource: Resource<Watchlist[]>): WatchlistChanges {
  const put = (id: string, to: Partial<Watchlist>) => resource.set((all) => all.map((each) => (each.id === id ? { ...each, ...to } : each)));

  /** Resolves to false when the change failed and was reverted and reported. */
  async function apply(watchlist: Watchlist, to: WatchlistChange): Promise<boolean> {
    put(watchlist.id, to);
    try {
      await updateWatchlist(kind, watchlist.id, to);
      return true;
    } catch (error) {
      put(watchlist.id, Object.fromEntries(Object.keys(to).map((name) => [name, watchlist[name as keyof Watchlist]])));
      toastError(words.notChanged(watchlist.name), report(error));
      return false;
    }
  }

  async function change(watchlist: Watchlist, to: WatchlistChange, done: string): Promise<void> {
    if (await apply(watchlist, to)) toast(done);
  }

  async function changeAll(watchlists: readonly Watchlist[], to: WatchlistChange, done: (count: string) => string): Promise<void> {
    const left = [...watchlists];
    let changed = 0;
    let failed = false;
    const worker = async () => {
      // After a failure, the remaining changes would fail for the same reason.
      for (let each = left.shift(); each && !failed; each = left.shift()) {
        if (await apply(each, to)) changed += 1;
        else failed = true;
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    if (changed > 0) toast(done(formatNumber(changed)));
  }

  function erase(watchlists: readonly Watchlist[], restored: () => void): void {
    const ids = watchlists.map(({ id }) => id);
    const hide = (hidden: boolean, which: readonly string[]) => {
      const others = [...deletedWatchlists.value].filter((id) => !which.includes(id));
      deletedWatchlists.value = new Set(hidden ? [...others, ...which] : others);
    };
    const act = ({ id, name }: Watchlist) =>
      deleteWatchlist(kind, id).catch((error: unknown) => {
        hide(false, [id]);
        toastError(words.notDeleted(name), report(error));
      });
    hide(true, ids);
    toastWithUndo(watchlists.length === 1 ? words.deleted(watchlists[0]?.name ?? "") : words.deletedMany(formatNumber(watchlists.length)), {
      act: async () => void (await Promise.all(watchlists.map(act))),
      undo: () => {
        hide(false, ids);
        toast(words.undone);
        requestAnimationFrame(restored);
      },
    });
  }

  return { change, changeAll, erase };
}
