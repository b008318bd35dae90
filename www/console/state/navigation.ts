import { computed, signal } from "@preact/signals";

import { parseRoute } from "../lib/route.ts";

const hash = signal(globalThis.location?.hash ?? "");
globalThis.addEventListener?.("hashchange", () => (hash.value = location.hash));

export const route = computed(() => parseRoute(hash.value));

/** Navigates to an address; `replace` adds no history entry. */
export function navigate(to: string, { replace = false } = {}): void {
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, "", to);
  hash.value = to;
}
