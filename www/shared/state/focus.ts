// Restores the focus after the focused element was removed. The browser moves it to the body, where a keyboard or screen reader user would
// have to start over.

/** The focused element and its ancestors, innermost first. */
let path: Element[] = [];

/** Moves the focus to the nearest remaining place whenever the focused element is removed. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    path = target instanceof Element ? ancestors(target) : [];
    // In the next frame, after the browser's own scrolling.
    if (target instanceof Element) requestAnimationFrame(() => clearBar(target));
  });
  new MutationObserver(restore).observe(document, { childList: true, subtree: true });
}

function restore(): void {
  const [last] = path;
  if (!last || last.isConnected || document.activeElement !== document.body) return;
  const place = path.find((element) => element.isConnected && !element.matches("html, body, #app, .toasts"));
  // The whole page was replaced, so the title of the new page gets the focus.
  const target = place ? within(place) : document.querySelector<HTMLElement>("main h1");
  if (!target) return;
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/**
 * Scrolls the focused element out from under the navigation bar of a small screen. WebKit ignores `scroll-padding` when it scrolls to the
 * focused element.
 */
function clearBar(target: Element): void {
  const bar = document.querySelector(".rail-nav");
  if (!bar || bar.contains(target) || target.closest("dialog") || getComputedStyle(bar).position !== "fixed") return;
  if (target.getBoundingClientRect().bottom > bar.getBoundingClientRect().top) target.scrollIntoView({ block: "nearest" });
}

const FOCUSABLE = "a[href], button:not(:disabled), input, select, textarea, summary, [tabindex]";

/** The heading in `place`, which tells where the focus is; else its first control; else `place` itself. */
function within(place: Element): HTMLElement | null {
  return place.querySelector<HTMLElement>("h1, h2, h3, h4") ?? place.querySelector<HTMLElement>(FOCUSABLE) ?? (place instanceof HTMLElement ? place : null);
}

function ancestors(element: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}
