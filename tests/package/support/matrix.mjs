// The table of environments in which the package has been tested, kept in its README between two markers.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const readme = new URL("../../../pkg/README.md", import.meta.url);
const block = /(<!-- matrix: written by tests\/package -->\n)([\s\S]*?)(<!-- \/matrix -->)/;
const head = ["| where | how | result |", "|---|---|---|"];

const { compare } = new Intl.Collator("en", { numeric: true });

const seen = new Map();

/** Records a result: `runs`, or `not run: ` and the reason. */
export function note(where, how, result) {
  seen.set(where, `| ${where} | ${how} | ${result} |`);
}

/** Writes the recorded results into the README, in alphabetical order, and prints the table. Rows that this run did not test stay as they are. */
export function publish() {
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  if (!block.test(text)) throw new Error("pkg/README.md has no place for the matrix");
  const rows = new Map();
  for (const row of text.match(block)[2].trim().split("\n").slice(2)) rows.set(row.split(" | ")[0].slice(2), row);
  for (const [where, row] of seen) rows.set(where, row);
  const table = [...head, ...[...rows.values()].sort(compare)].join("\n");
  console.log(table);
  const updated = text.replace(block, (_, open, _old, close) => `${open}${table}\n${close}`);
  if (updated !== text) writeFileSync(readme, updated);
}

/** The version of an installed tool, for the matrix. */
export function version(name, modules = new URL("../../../node_modules/", import.meta.url)) {
  return JSON.parse(readFileSync(new URL(`${name}/package.json`, modules))).version;
}
