import { truncate } from "../../shared/lib/graphemes.ts";

const MAX_CHARS = 80;
/** Arguments that are not a subject. A subject is stored, and a text that was written to a person must not be. */
const written = ["message", "note", "comment_text", "text", "task_type"];

/** The subject of a task, such as a slug or a URN: its first argument that is a text or a list of texts; "" if there is none. */
export function taskSubject(input: Record<string, unknown>): string {
  const first = Object.entries(input).find(([name, value]) => !written.includes(name) && (typeof value === "string" || Array.isArray(value)));
  return first ? truncate(String(first[1]), MAX_CHARS) : "";
}

/** Converts the arguments of a task to the values of its form, to run it again. */
export function formValuesOf(input: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(input).filter(([name, value]) => name !== "task_type" && value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join("\n") : typeof value === "object" ? JSON.stringify(value) : String(value)]));
}
