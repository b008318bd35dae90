import { signal } from "@preact/signals";

import type { Failure } from "../../shared/model/failure.ts";

/**
 * Whether the team's extension is active, by the last response of OutX. No operation reports it, but OutX rejects every
 * operation that needs the extension while it is inactive. `at` in ms since the epoch.
 */
export const extensionStatus = signal<{ state: "unknown" | "active" | "inactive"; at?: number }>({ state: "unknown" });

/** Records that an operation that needs the extension succeeded, and returns its result. */
export function markExtensionActive<T>(result: T): T {
  extensionStatus.value = { state: "active", at: Date.now() };
  return result;
}

/** Records a failure that says that the extension is inactive. Ignores other failures. */
export function noteExtensionFailure(failure: Failure): void {
  if (failure.code === "extension_inactive") extensionStatus.value = { state: "inactive", at: Date.now() };
}
