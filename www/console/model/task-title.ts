import { strings } from "../lib/strings.ts";

/** The title of a LinkedIn task; the name of the operation if it has no title yet. */
export function taskTitle(operation: string): string {
  return strings.linkedin.titles[operation] ?? operation;
}
