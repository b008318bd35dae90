import { strings } from "../lib/strings.ts";

/** What a LinkedIn task is called; an operation that has no title yet is called by its name. */
export function taskTitle(operation: string): string {
  return strings.linkedin.titles[operation] ?? operation;
}
