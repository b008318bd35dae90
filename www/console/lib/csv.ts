/** Excel reads a file as UTF-8 only when it begins with this mark. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Characters that begin a formula, with the full-width and small forms that spreadsheets convert to them. */
const SIGN = "[=+\\-@＝＋－＠﹦﹢﹣﹫−]";
/** Blanks, controls and zero-width characters that a spreadsheet may drop before it looks for a sign. */
const SKIPPED = "[\\s\\p{Cc}\\p{Cf}]*";
const FORMULA = new RegExp(`^${SKIPPED}${SIGN}`, "u");
/** A sign after a character that some spreadsheets take for a separator instead of the comma. */
const INNER_FORMULA = new RegExp(`(?<=[;\\t\\n\\r\\v\\f\\u0085\\u2028\\u2029]${SKIPPED})${SIGN}`, "gu");

/**
 * Formats rows as CSV (RFC 4180) with a header of every field that occurs. Lists and objects become JSON; every text is quoted. The texts
 * were written by other people, so an apostrophe keeps a spreadsheet from running one as a formula. It is added at the beginning of a cell,
 * and after characters that some spreadsheets take for a separator.
 */
export function toCsv(rows: readonly Record<string, unknown>[]): string {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field]))];
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(toCell).join(",")}\r\n`).join("");
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return `"${disarmFormulas(text).replaceAll('"', '""')}"`;
}

function disarmFormulas(text: string): string {
  // OWASP also lists a leading tab or line break, whatever follows.
  const isFormula = FORMULA.test(text) || /^[\t\r\n]/.test(text);
  return `${isFormula ? "'" : ""}${text.replace(INNER_FORMULA, "'$&")}`;
}
