// What was typed and not sent yet, for this tab: a reload, a link or the back button must not lose it.

import { readJson, writeJson } from "./storage.ts";

const PREFIX = "outx.draft.";

export function readDraft(name: string): unknown {
  return readJson("session", PREFIX + name);
}

/** Stores a draft; `undefined` removes it. */
export function writeDraft(name: string, value: unknown): void {
  writeJson("session", PREFIX + name, value);
}

/** Removes every draft: the next person at this browser must not find them. */
export function clearDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Without storage there are none.
  }
}
