import { signal } from "@preact/signals";

import type { Failure } from "./failure.ts";

/**
 * Whether OutX takes calls of the team, from its last answer: no operation reports it, but every one that needs a
 * browser with the extension is refused without.
 */
export const extension = signal<{ state: "unknown" | "active" | "inactive"; at?: number }>({ state: "unknown" });

/** An operation that needs the extension was answered. */
export function noteAccepted(): void {
  extension.value = { state: "active", at: Date.now() };
}

export function noteRefused(failure: Failure): void {
  if (failure.code === "extension_inactive") extension.value = { state: "inactive", at: Date.now() };
}
