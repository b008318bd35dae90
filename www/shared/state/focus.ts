// Focus after the focused element was removed: the browser moves it to the body, and a keyboard or screen reader user starts over.

/** The focused element and its ancestors, innermost first. */
let path: Element[] = [];

/** Moves the focus to the nearest remaining place whenever the focused element is removed. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    path = target instanceof Element ? ancestors(target) : [];
    // After the browser's own scrolling.
    if (target instanceof Element) requestAnimationFrame(() => clearBar(target));
  });
  new MutationObserver(restore).observe(document, { childList: true, subtree: true });
}

function restore(): void {
  const [last] = path;
  if (!last || last.isConnected || document.activeElement !== document.body) return;
  const place = path.find((element) => element.isConnected && !element.matches("html, body, #app, .toasts"));
  // Nothing remains of a whole page: its successor has a title.
  const target = place ? within(place) : document.querySelector<HTMLElement>("main h1");
  if (!target) return;
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** WebKit ignores `scroll-padding` when it scrolls to what was focused, which then lies below the bar of a small screen. */
function clearBar(target: Element): void {
  const bar = document.querySelector(".rail-nav");
  if (!bar || bar.contains(target) || target.closest("dialog") || getComputedStyle(bar).position !== "fixed") return;
  if (target.getBoundingClientRect().bottom > bar.getBoundingClientRect().top) target.scrollIntoView({ block: "nearest" });
}

const FOCUSABLE = "a[href], button:not(:disabled), input, select, textarea, summary, [tabindex]";

/** A heading says where the focus is; a group without one has its first control. */
function within(place: Element): HTMLElement | null {
  return place.querySelector<HTMLElement>("h1, h2, h3, h4") ?? place.querySelector<HTMLElement>(FOCUSABLE) ?? (place instanceof HTMLElement ? place : null);
}

function ancestors(element: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}
