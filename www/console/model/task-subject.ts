import { truncate } from "../../shared/lib/graphemes.ts";

const MAX_CHARS = 80;
/** What a person wrote to another is no subject: the subject is stored. */
const written = ["message", "note", "comment_text", "text", "task_type"];

/** Whom or what a task is about: its first argument that is a text or a list of texts. */
export function taskSubject(input: Record<string, unknown>): string {
  const first = Object.entries(input).find(([name, value]) => !written.includes(name) && (typeof value === "string" || Array.isArray(value)));
  return first ? truncate(String(first[1]), MAX_CHARS) : "";
}

/** The arguments of a task as the values of its form, to run it again. */
export function formValuesOf(input: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(input).filter(([name, value]) => name !== "task_type" && value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join("\n") : typeof value === "object" ? JSON.stringify(value) : String(value)]));
}
