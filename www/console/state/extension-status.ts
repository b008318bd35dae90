import { signal } from "@preact/signals";

import type { Failure } from "../../shared/model/failure.ts";

/**
 * Whether OutX takes calls of the team, from its last answer: no operation reports it, but every one that needs a
 * browser with the extension is refused without.
 */
export const extension = signal<{ state: "unknown" | "active" | "inactive"; at?: number }>({ state: "unknown" });

/** Notes that an operation which needs the extension succeeded; returns its result. */
export function noteAccepted<T>(result: T): T {
  extension.value = { state: "active", at: Date.now() };
  return result;
}

/** Notes a failure that says whether the extension is active. */
export function noteRefused(failure: Failure): void {
  if (failure.code === "extension_inactive") extension.value = { state: "inactive", at: Date.now() };
}
