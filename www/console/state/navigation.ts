import { computed, signal } from "@preact/signals";

import { parse } from "../lib/route.ts";

const hash = signal(globalThis.location?.hash ?? "");
globalThis.addEventListener?.("hashchange", () => (hash.value = location.hash));

export const route = computed(() => parse(hash.value));

/** Goes to an address; `replace` leaves no step for the back button. */
export function go(to: string, { replace = false } = {}): void {
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, "", to);
  hash.value = to;
}
