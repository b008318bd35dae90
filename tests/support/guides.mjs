// The code blocks of the guides and READMEs.

import { readFileSync, readdirSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);
export const READMES = ["README.md", "pkg/README.md"];
export const GUIDES = readdirSync(new URL("docs", ROOT)).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);

/** The blocks of a page: `{ language, code, before }`, the last being the line above the fence. */
export function blocks(page) {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  return [...text.matchAll(/([^\n]*)\n *```(\w*)\n(.*?)^ *```$/gms)].map(([, before, language, code]) => ({ language, code, before }));
}
