// Choices of the reader in this browser that are not secret and do not belong to a team.

import { type Signal, effect, signal } from "@preact/signals";

import { readJson, writeJson } from "../lib/storage.ts";
import { type Column, columns, defaultColumns } from "../model/post-table.ts";

function preference<T>(name: string, read: (stored: unknown) => T): Signal<T> {
  const key = `outx.${name}`;
  const value = signal(read(readJson("local", key)));
  effect(() => writeJson("local", key, value.value));
  return value;
}

export type PostLayout = "cards" | "table";

export const postLayout = preference<PostLayout>("layout", (stored) => (stored === "table" ? "table" : "cards"));

/** The columns of the table, in the order of `columns`. */
export const shownColumns = preference<readonly Column[]>("columns", (stored) => {
  const chosen = Array.isArray(stored) ? columns.filter((column) => stored.includes(column)) : [];
  return chosen.length > 0 ? chosen : defaultColumns;
});

/** Whether single keys are shortcuts. They can be turned off, because they get in the way of speech input (WCAG 2.1.4). */
export const shortcutsOn = preference<boolean>("shortcuts", (stored) => stored !== false);
