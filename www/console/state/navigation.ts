import { computed, signal } from "@preact/signals";

import { parseRoute } from "../lib/route.ts";
import { enterEntry } from "./history-entry.ts";
import { overlay } from "./overlays.ts";

const hash = signal(globalThis.location?.hash ?? "");
globalThis.addEventListener?.("hashchange", () => {
  enterEntry();
  // The back button also closes the dialog over the page.
  overlay.value = "none";
  hash.value = location.hash;
});

export const route = computed(() => parseRoute(hash.value));

/** Navigates to an address; `replace` adds no history entry. */
export function navigate(to: string, { replace = false } = {}): void {
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(history.state, "", to);
  hash.value = to;
}
