/**
 * Rows as CSV (RFC 4180) with a header of every field that occurs. Lists and objects become JSON. A cell that a
 * spreadsheet would run as a formula gets a leading apostrophe: the texts were written by strangers.
 */
export function csv(rows: readonly Record<string, unknown>[]): string {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field]))];
  return lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
