import { href } from "../lib/route.ts";
import { type KeyState, type Shortcut, readShortcut } from "../model/shortcuts.ts";
import { navigate, route } from "./navigation.ts";
import { overlay } from "./overlays.ts";
import { shortcutsOn } from "./preferences.ts";
import { session } from "./session.ts";

/** Listens for the keyboard shortcuts of the console until the page is left. */
export function followShortcuts(): void {
  let state: KeyState | undefined;
  document.addEventListener("keydown", (event) => {
    // Without a session there is no page to go to.
    if (event.defaultPrevented || event.isComposing || !session.value) return;
    const press = { key: event.key, code: event.code, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey };
    const single = shortcutsOn.value && !isTyping(event.target) && document.querySelector("dialog[open]") === null;
    const read = readShortcut(press, state, single, Date.now());
    state = read.state;
    if (!read.shortcut) return;
    // Prevents the browser's own shortcut: Chrome opens its search with Ctrl K, Firefox with "/".
    event.preventDefault();
    actions[read.shortcut]();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

const go = (...path: string[]) => () => navigate(href(path));

const actions: Record<Shortcut, () => void> = {
  palette: () => (overlay.value = overlay.value === "palette" ? "none" : "palette"),
  help: () => (overlay.value = "shortcuts"),
  search: focusSearch,
  create: () => {
    const [first, kind = "keyword"] = route.value.path;
    navigate(href(["watchlists", first === "watchlists" ? kind : "keyword", "new"]));
  },
  next: () => movePost(1),
  previous: () => movePost(-1),
  like: () => pressInPost("like"),
  comment: () => pressInPost("comment"),
  overview: go(),
  posts: go("posts"),
  watchlists: go("watchlists"),
  linkedin: go("linkedin"),
  usage: go("usage"),
  tryIt: go("try"),
};

function focusSearch(): void {
  const filters = document.querySelector<HTMLElement>("main [data-key=filters]")?.closest("details");
  if (filters) filters.open = true;
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (field) field.focus();
  else overlay.value = "palette";
}

const ROW = "main [data-index]";

/** Moves the focus to the next or previous post, or to the first one on the screen when no post has the focus. */
function movePost(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  const here = document.activeElement?.closest<HTMLElement>(ROW);
  const at = here ? rows.indexOf(here) + step : rows.findIndex((row) => row.getBoundingClientRect().bottom > 0);
  const target = rows[at]?.querySelector<HTMLElement>(".cell-open, .post-author, a");
  if (!target) return;
  if (!target.matches("a, button")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  rows[at]?.scrollIntoView({ block: "nearest" });
}

function pressInPost(key: "like" | "comment"): void {
  const row = document.activeElement?.closest(`${ROW}, dialog`);
  row?.querySelector<HTMLButtonElement>(`[data-key=${key}]`)?.click();
}
