// The keyboard shortcuts of the console. This module maps a key press to a shortcut; state/shortcuts.ts has the actions.

export type Shortcut =
  | "palette"
  | "help"
  | "search"
  | "create"
  | "next"
  | "previous"
  | "like"
  | "comment"
  | "overview"
  | "posts"
  | "watchlists"
  | "linkedin"
  | "usage"
  | "tryIt";

/** The keys of each shortcut, in the order of the list that "?" shows. Two keys are pressed one after the other. */
export const shortcutKeys: Record<Shortcut, readonly string[]> = {
  palette: ["Ctrl K"],
  help: ["?"],
  search: ["/"],
  create: ["n"],
  next: ["j"],
  previous: ["k"],
  like: ["l"],
  comment: ["c"],
  overview: ["g", "o"],
  posts: ["g", "p"],
  watchlists: ["g", "w"],
  linkedin: ["g", "l"],
  usage: ["g", "u"],
  tryIt: ["g", "t"],
};

export interface KeyPress {
  key: string;
  /** The position of the key on the keyboard, such as "KeyK". */
  code?: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
}

/** Maximum time in ms between the two keys of a shortcut. */
const SEQUENCE_MS = 1_500;

export interface KeyState {
  first: string;
  /** ms since the epoch. */
  at: number;
}

/**
 * Returns the shortcut of a key press, and the state that the next press depends on. `single`: whether keys without Ctrl are shortcuts.
 * `now` in ms since the epoch.
 */
export function readShortcut(press: KeyPress, before: KeyState | undefined, single: boolean, now: number): { shortcut?: Shortcut; state?: KeyState } {
  const { code, ctrl, meta, alt } = press;
  // A keyboard of another script has no Latin letters, so the position of the key counts.
  const key = /^\p{L}$/u.test(press.key) && !/^[a-z]$/i.test(press.key) ? (code?.match(/^Key(.)$/)?.[1]?.toLowerCase() ?? press.key) : press.key;
  if ((ctrl || meta) && !alt && key.toLowerCase() === "k") return { shortcut: "palette" };
  if (!single || ctrl || meta || alt) return {};
  const first = before && now - before.at <= SEQUENCE_MS ? before.first : undefined;
  const found = (Object.entries(shortcutKeys) as [Shortcut, readonly string[]][]).find(([, [one, two]]) => (two === undefined ? first === undefined && one === key : one === first && two === key));
  if (found) return { shortcut: found[0] };
  return key === "g" ? { state: { first: key, at: now } } : {};
}
