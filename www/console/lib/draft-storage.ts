// Stores the values of forms that were not sent yet, for this tab, so that a reload, a link or the back button does not lose them.

import { readJson, writeJson } from "./storage.ts";

const PREFIX = "outx.draft.";

export function readDraft(name: string): unknown {
  return readJson("session", PREFIX + name);
}

/** Stores a draft; `undefined` removes it. */
export function writeDraft(name: string, value: unknown): void {
  writeJson("session", PREFIX + name, value);
}

/** Removes every draft, so that the next person at this browser does not find them. */
export function clearDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Without storage there are no drafts.
  }
}
