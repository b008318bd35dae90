// Converts the values of a generated form to the arguments of a call.

import { asciiDigits } from "../../shared/lib/digits.ts";
import type { Failure } from "../../shared/model/failure.ts";
import { type LinkedInPage, isMemberId, parseLinkedInUrl, postUrn } from "../../shared/model/linkedin-url.ts";
import { strings } from "../lib/strings.ts";
import type { Operation, Param } from "./operations.ts";

/** Texts by field name. A list has one item per line; a boolean is "true" or "false". */
export type FormValues = Record<string, string>;
export type FieldErrors = Record<string, string>;

/** The arguments, and an error per invalid field. Empty fields are left out; the client validates the rest. */
export function readForm(operation: Operation, typed: FormValues): { args: Record<string, unknown>; problems: FieldErrors } {
  const args: Record<string, unknown> = {};
  const problems: FieldErrors = {};
  for (const param of operation.params) {
    const text = (typed[param.name] ?? "").trim();
    if (!text) {
      if (param.required) problems[param.name] = missing(param);
      continue;
    }
    const { value, problem = wrongAddress(param, text) } = parseValue(param, text);
    if (problem) problems[param.name] = problem;
    else args[param.name] = value;
  }
  return { args, problems };
}

interface ParsedValue {
  value?: unknown;
  problem?: string;
}

function parseValue(param: Param, text: string): ParsedValue {
  switch (param.type) {
    case "number":
      return parseNumber(param, asciiDigits(text));
    case "boolean":
      return { value: text === "true" };
    case "choice":
      return { value: param.choices.find((choice) => String(choice) === text) ?? text };
    case "list":
      return { value: splitLines(text).map((line) => pageName(param.name, line)) };
    case "json":
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { problem: strings.form.json(fieldLabel(param.name)) };
      }
    default:
      return { value: pageName(param.name, text) };
  }
}

/** The errors of the client or the API by field. Their messages begin with the field's name. */
export function fieldErrors({ params }: Operation, failure: Failure | undefined): FieldErrors {
  if (failure?.code !== "invalid_request") return {};
  const group = anyOf(params, failure.message);
  if (group.length > 0) return { [group[0] ?? ""]: strings.form.anyOf(group.map(fieldLabel).join(", ")) };
  const [, name = "", rest = ""] = failure.message.match(/^"?(\w+)"? (.*)$/s) ?? [];
  return params.some((param) => param.name === name) ? { [name]: `${fieldLabel(name)} ${rest}` } : {};
}

/** The parameters of which the client requires at least one, in the order of the form. */
function anyOf(params: Param[], message: string): string[] {
  const [, list] = message.match(/^at least one of ([\w, "]+)/) ?? [];
  const names: string[] = list?.match(/\w+/g) ?? [];
  return params.map(({ name }) => name).filter((name) => names.includes(name));
}

/** For each field that accepts an address: its error text, and the kinds of page it accepts. */
const askedFor: [RegExp, keyof typeof strings.form.addresses, LinkedInPage["kind"][]][] = [
  [/^profile_slugs?$/, "profile", ["profile"]],
  [/^company_slugs?$/, "company", ["company", "school", "showcase"]],
  [/^(?:recipient|profile)_urns?$/, "member", []],
  [/^social_urn$/, "post", []],
];

/** The error of an address of another kind of page, or without the required id. The call would act on something else. */
function wrongAddress({ name }: Param, text: string): string | undefined {
  const asked = askedFor.find(([field]) => field.test(name));
  if (!asked) return undefined;
  const [, kind, pages] = asked;
  const isWrong = splitLines(text).some((line) => {
    const page = pageIn(line);
    // `pageName` returns the line unchanged when the address has no URN.
    return page && (pages.length > 0 ? !pages.includes(page.kind) : pageName(name, line) === line);
  });
  return isWrong ? strings.form.addresses[kind] : undefined;
}

/** For a field of a slug or a URN, returns the one in the address of a LinkedIn page. Other texts and fields are returned unchanged. */
export function pageName(field: string, text: string): string {
  const page = pageIn(text);
  if (!page) return text;
  // Only a member's id in the address makes a URN. A name would have to be looked up by fetching the profile.
  if (/^(?:recipient|profile)_urns?$/.test(field)) return page.kind === "profile" && isMemberId(page.slug) ? `urn:li:fsd_profile:${page.slug}` : text;
  if (/_slugs?$/.test(field)) return "slug" in page ? page.slug : text;
  return field === "social_urn" ? (postUrn(page) ?? text) : text;
}

/** Parses the address of a LinkedIn page, whose scheme may be missing. */
function pageIn(text: string): LinkedInPage | null {
  return parseLinkedInUrl(text.replace(/^(?:http:\/\/)?(?=(?:[\w-]+\.)*linkedin\.com\/)/i, "https://"));
}

function missing({ name, type }: Param): string {
  return type === "list" ? strings.form.requiredList(fieldLabel(name)) : strings.form.required(fieldLabel(name));
}

function parseNumber(param: Param, text: string): ParsedValue {
  return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: strings.form.number(fieldLabel(param.name)) };
}

/** The non-empty lines of a text. */
export function splitLines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** The words between the commas of a text. */
export function splitCommas(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter(Boolean);
}

/** The label of a field: "Profile slug" for `profile_slug`, "Fetch freq in hours" for `fetchFreqInHours`. */
export function fieldLabel(name: string): string {
  const words = name.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\burns?\b/g, (word) => word.toUpperCase().replace("S", "s"));
}
