import type { MentionDigest } from "../model/mention-digest.ts";
import type { Subject } from "../model/subject.ts";
import type { SeenPosts } from "../model/unread.ts";

/** Everything the extension stores. The gateway never sends an OutX API key, so none is stored. */
export interface StoredState {
  /** The gateway's address, when it is not the built-in one. */
  gateway: string;
  /** The sealed token, its owner, and the gateway that sealed it. */
  session: Session;
  /**
   * The address that a code was sent to, because the popup closes while the reader opens their email. The gateway recognizes the browser that
   * requested the code by `nonce`.
   */
  signIn: { email: string; nonce?: string | undefined };
  digest: MentionDigest;
  /** Why the last check failed. */
  problem: { code: string; message: string };
  /** Tasks and watchlists started from LinkedIn pages, by kind and slug. */
  pages: Record<string, { task?: string | undefined; watchlist?: string | undefined }>;
  seen: Record<string, SeenPosts>;
  /** Minutes between checks. */
  minutes: number;
  /** The id of the watchlist in the side panel. */
  watchlist: string;
  /** Ids of the watchlists whose new posts are announced. */
  notify: string[];
  /** The subject that the reader chose from the context menu of a link, for the side panel. */
  chosen: Subject;
}

export interface Session {
  /** The same through all renewals of the token. */
  id: string;
  gateway: string;
  token: string;
  email: string;
  team: string;
}

export type StateName = keyof StoredState;

/**
 * The storage area of each entry. `session` is in memory and ends with the browser; it has the token and everything that was read with it.
 * `local` is on disk; it has settings, and ids without content.
 */
const areas: Record<StateName, "session" | "local"> = {
  gateway: "local",
  session: "session",
  signIn: "session",
  digest: "session",
  problem: "session",
  pages: "session",
  seen: "local",
  minutes: "local",
  watchlist: "local",
  notify: "local",
  chosen: "session",
};

export async function readStored<N extends StateName>(name: N): Promise<StoredState[N] | undefined> {
  const kept: Partial<StoredState> = await chrome.storage[areas[name]].get(name);
  return kept[name];
}

/** Stores a value; `undefined` removes it. */
export async function writeStored<N extends StateName>(name: N, value: StoredState[N] | undefined): Promise<void> {
  const area = chrome.storage[areas[name]];
  await (value === undefined ? area.remove(name) : area.set({ [name]: value }));
}

/** Calls `changed` for every change of an entry by any page or the worker. Returns a function that unsubscribes. */
export function watchStored<N extends StateName>(name: N, changed: (value: StoredState[N] | undefined) => void): () => void {
  const listener = (changes: Record<string, chrome.storage.StorageChange>, area: string) => {
    const change = changes[name];
    if (change && area === areas[name]) changed(change.newValue as StoredState[N] | undefined);
  };
  chrome.storage.onChanged.addListener(listener);
  return () => chrome.storage.onChanged.removeListener(listener);
}

/** Runs `change` under a lock that all pages and the worker share, so that no change overwrites another. Must not be nested. */
export function withStorageLock<T>(change: () => Promise<T>): Promise<T> {
  return navigator.locks.request("store", change) as Promise<T>;
}

/** Removes everything of the person who signed out. Settings stay. */
export async function clearPersonalState(): Promise<void> {
  await chrome.storage.session.clear();
  await chrome.storage.local.remove<StoredState>(["seen", "watchlist", "notify"]);
}
