// Restores, per entry of the browser's history, how far the page was scrolled, and which link had the focus. The browser cannot restore
// them, because a page is still empty when it is shown again.

import { readJson, writeJson } from "../lib/storage.ts";

interface Place {
  /** Scroll position in px. */
  top: number;
  /** The address of the link that had the focus when the page was left. */
  link: string | undefined;
}

const places = new Map<string, Place>();
let current = "";
/** Whether the current entry was reached by going back or forward. */
let returned = false;

/** Storage key of the place on the page that was left last, for a reload. */
const KEY = "outx.place";

/** Takes over the scroll position from the browser, names the first entry, and restores its place after a reload. */
export function startHistory(): void {
  history.scrollRestoration = "manual";
  current = nameEntry();
  const left = readJson("session", KEY);
  if (isNamed(left) && left.entry === current && "top" in left && typeof left.top === "number") {
    places.set(current, { top: left.top, link: undefined });
    returned = true;
  }
  addEventListener("pagehide", () => writeJson("session", KEY, { entry: current, top: scrollY }));
}

/** Records a step to another entry. Must run before the page changes. */
export function enterEntry(): void {
  const link = document.activeElement?.getAttribute("href") ?? undefined;
  places.set(current, { top: scrollY, link });
  returned = isNamed(history.state);
  current = nameEntry();
}

/** The name of the current entry. It stays the same when the address is replaced. */
export function entryName(): string {
  return current;
}

/** Scrolls to where the reader was on the page of this entry. Returns false when the entry is new. */
export function restorePlace(): boolean {
  const place = returned ? places.get(current) : undefined;
  if (!place) return false;
  returned = false;
  void scrollBack(place);
  return true;
}

/** Time in ms that the content may take to load before the position is given up. */
const PATIENCE_MS = 4_000;

/** Scrolls as soon as the page is long enough, unless the reader moves first. */
function scrollBack({ top, link }: Place): void {
  const left = new AbortController();
  const { signal } = left;
  for (const event of ["wheel", "touchstart", "pointerdown", "keydown", "hashchange"]) addEventListener(event, () => left.abort(), { signal, passive: true });
  const attempt = () => {
    if (signal.aborted) return;
    if (document.documentElement.scrollHeight < top + innerHeight) return;
    scrollTo(0, top);
    const target = link && document.querySelector<HTMLElement>(`main [href="${CSS.escape(link)}"]`);
    if (target) target.focus({ preventScroll: true });
    // Rows that were not measured yet can still move the others, so this repeats until the position is reached.
    if (Math.abs(scrollY - top) < 2 && (target || !link)) left.abort();
  };
  const observer = new ResizeObserver(attempt);
  observer.observe(document.body);
  signal.addEventListener("abort", () => observer.disconnect());
  setTimeout(() => left.abort(), PATIENCE_MS);
  requestAnimationFrame(attempt);
}

function isNamed(state: unknown): state is { entry: string } {
  return typeof state === "object" && state !== null && "entry" in state;
}

function nameEntry(): string {
  const { state } = history as { state: unknown };
  if (isNamed(state)) return state.entry;
  const entry = String(Math.random()).slice(2);
  history.replaceState({ entry }, "");
  return entry;
}
