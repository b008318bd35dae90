// JSON objects of the API, whose fields may be missing or of another type than documented.

export type Raw = Record<string, unknown>;

export function isObject(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list, without its other values. Empty for a value that is not a list. */
export function objectsIn(value: unknown): Raw[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The strings of a list that are not blank. Empty for a value that is not a list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string" && each.trim() !== "") : [];
}

/** The first of these fields that is a string and not blank. */
export function text(raw: Raw, ...names: string[]): string | undefined {
  return firstOf(raw, names, (value): value is string => typeof value === "string" && value.trim() !== "");
}

/** The first of these fields that is a finite number. */
export function count(raw: Raw, ...names: string[]): number | undefined {
  return firstOf(raw, names, (value): value is number => typeof value === "number" && Number.isFinite(value));
}

/** The first of these fields that can be a time: a number (ms since the epoch) or text. */
export function time(raw: Raw, ...names: string[]): number | string | undefined {
  return firstOf(raw, names, (value): value is number | string => typeof value === "number" || typeof value === "string");
}

/** The row's id as text. A number is an id too. */
export function identifier(raw: Raw): string | undefined {
  const number = count(raw, "id");
  return text(raw, "id") ?? (number === undefined ? undefined : String(number));
}

function firstOf<T>(raw: Raw, names: string[], is: (value: unknown) => value is T): T | undefined {
  return names.map((name) => raw[name]).find(is);
}
