import type { News } from "../model/mention-digest.ts";
import type { Seen } from "../model/unread.ts";

/** All the extension keeps. An OutX key is not among it, because none ever comes here. */
export interface Kept {
  /** The sealed token and whose it is. */
  session: { token: string; email: string; team: string };
  /** The address a code was sent to: the popup closes while the reader looks at their mail. */
  signIn: { email: string };
  news: News;
  /** Why the last check failed. */
  problem: { code: string; message: string };
  /** What was begun on LinkedIn pages, by kind and slug. */
  pages: Record<string, { task?: string | undefined; watchlist?: string | undefined }>;
  seen: Record<string, Seen>;
  /** Between checks. */
  minutes: number;
  /** The id of the one in the side panel. */
  watchlist: string;
}

export type Name = keyof Kept;

/**
 * `session` is memory and ends with the browser: the token and whatever was read with it stay there. `local` is written to
 * disk: settings, and ids without content.
 */
const areas: Record<Name, "session" | "local"> = {
  session: "session",
  signIn: "session",
  news: "session",
  problem: "session",
  pages: "session",
  seen: "local",
  minutes: "local",
  watchlist: "local",
};

export async function read<N extends Name>(name: N): Promise<Kept[N] | undefined> {
  const kept: Partial<Kept> = await chrome.storage[areas[name]].get(name);
  return kept[name];
}

/** Keeps a value; `undefined` removes it. */
export async function write<N extends Name>(name: N, value: Kept[N] | undefined): Promise<void> {
  const area = chrome.storage[areas[name]];
  await (value === undefined ? area.remove(name) : area.set({ [name]: value }));
}

/** Calls back for every change of an entry, whichever page or worker made it. Gives what ends that. */
export function watch<N extends Name>(name: N, changed: (value: Kept[N] | undefined) => void): () => void {
  const listener = (changes: Record<string, chrome.storage.StorageChange>, area: string) => {
    const change = changes[name];
    if (change && area === areas[name]) changed(change.newValue as Kept[N] | undefined);
  };
  chrome.storage.onChanged.addListener(listener);
  return () => chrome.storage.onChanged.removeListener(listener);
}

/** One change at a time, over all pages and the worker, so that none writes over what another has just written. Not to be nested. */
export function alone<T>(change: () => Promise<T>): Promise<T> {
  return navigator.locks.request("store", change) as Promise<T>;
}

/** Removes what belongs to the person who signed out; settings stay. */
export async function forget(): Promise<void> {
  await chrome.storage.session.clear();
  await chrome.storage.local.remove<Kept>(["seen", "watchlist"]);
}
