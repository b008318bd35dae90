// Texts with placeholders such as {first_name}.

import { isObject } from "../../shared/model/raw.ts";

export interface MessageTemplate {
  name: string;
  text: string;
}

export function isMessageTemplate(value: unknown): value is MessageTemplate {
  return isObject(value) && typeof value.name === "string" && typeof value.text === "string";
}

const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\}/g;

/** The names of the placeholders in `text`, each once, in their order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = ""]) => name))];
}

/** Replaces the placeholders that have a value. The others stay. */
export function fillTemplate(text: string, values: Record<string, string>): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => values[name]?.trim() || placeholder);
}
