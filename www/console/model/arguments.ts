// What a reader typed into a form made from the table, as the arguments of a call.

import { asciiDigits } from "../../shared/lib/digits.ts";
import type { Operation, Param } from "./operations.ts";
import { strings } from "../../shared/lib/strings.ts";

/** Field name to text. Lists are one item a line, booleans "true" or "false". */
export type Typed = Record<string, string>;
export type Problems = Record<string, string>;

/** The arguments, or what is wrong with which field. Empty fields are left out; the client checks the rest. */
export function read(operation: Operation, typed: Typed): { args: Record<string, unknown>; problems: Problems } {
  const args: Record<string, unknown> = {};
  const problems: Problems = {};
  for (const param of operation.params) {
    const text = (typed[param.name] ?? "").trim();
    if (!text) {
      if (param.required) problems[param.name] = strings.form.needed(label(param.name));
      continue;
    }
    const { value, problem } = valueOf(param, text);
    if (problem) problems[param.name] = problem;
    else args[param.name] = value;
  }
  return { args, problems };
}

interface Read {
  value?: unknown;
  problem?: string;
}

function valueOf(param: Param, text: string): Read {
  switch (param.type) {
    case "number":
      return numberOf(param, asciiDigits(text));
    case "boolean":
      return { value: text === "true" };
    case "choice":
      return { value: param.choices.find((choice) => String(choice) === text) ?? text };
    case "list":
      return { value: lines(text) };
    case "json":
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { problem: strings.form.json(label(param.name)) };
      }
    default:
      return { value: text };
  }
}

function numberOf(param: Param, text: string): Read {
  return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: strings.form.number(label(param.name)) };
}

/** The non-empty lines of a text. */
export function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** The words between the commas of a text. */
export function commas(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter(Boolean);
}

/** "profile_slug" and "fetchFreqInHours" as words. */
export function label(name: string): string {
  const words = name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\burns?\b/g, (word) => word.toUpperCase().replace("S", "s"));
}
