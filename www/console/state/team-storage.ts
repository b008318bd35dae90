// Lists of the signed-in team in local storage: saved views, templates, acting members.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { readJson, watchStorage, writeJson } from "../lib/storage.ts";
import { session } from "./session.ts";

export interface TeamList<T> {
  items: readonly T[];
  change: (to: (items: readonly T[]) => readonly T[]) => void;
}

/** Returns a hook for a list of at most `max` items. Stored items that `isItem` does not accept are left out. */
export function teamList<T>(name: string, isItem: (value: unknown) => value is T, max: number): () => TeamList<T> {
  const changes = signal(0);
  const keyNow = () => `outx.${name}.${session.value?.team.id ?? ""}`;
  const read = (): readonly T[] => {
    const stored = readJson("local", keyNow());
    return Array.isArray(stored) ? stored.filter(isItem) : [];
  };
  return () => {
    const key = keyNow();
    useEffect(() => watchStorage(key, () => changes.value++), [key]);
    void changes.value;
    return {
      items: read(),
      change: (to) => {
        // Another tab may have changed the list since it was shown.
        writeJson("local", keyNow(), to(read()).slice(0, max));
        changes.value++;
      },
    };
  };
}
