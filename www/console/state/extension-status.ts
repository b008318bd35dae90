import { signal } from "@preact/signals";

import type { Failure } from "../../shared/model/failure.ts";

/**
 * Whether OutX accepts requests of the team, from its last response: no operation reports it, but every one that needs
 * a browser with the extension is rejected without.
 */
export const extensionStatus = signal<{ state: "unknown" | "active" | "inactive"; at?: number }>({ state: "unknown" });

/** Notes that an operation which needs the extension succeeded; returns its result. */
export function markExtensionActive<T>(result: T): T {
  extensionStatus.value = { state: "active", at: Date.now() };
  return result;
}

/** Notes a failure that says whether the extension is active. */
export function noteExtensionFailure(failure: Failure): void {
  if (failure.code === "extension_inactive") extensionStatus.value = { state: "inactive", at: Date.now() };
}
