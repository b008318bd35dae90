// The code blocks of the guides and READMEs.

import { readFileSync, readdirSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);
export const READMES = ["README.md", "pkg/README.md"];
export const GUIDES = readdirSync(new URL("docs", ROOT)).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);

/** The blocks of a page: `{ language, code, before, heading }`. `before` is the last line of text above the fence, `heading` the section of the second level. */
export function blocks(page) {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  return [...text.matchAll(/([^\n]*)\n *```(\w*)\n(.*?)^ *```$/gms)].map(({ index, 1: line, 2: language, 3: code }) => {
    const above = text.slice(0, index);
    const before = line || above.trimEnd().split("\n").at(-1);
    return { language, code, before, heading: [...above.matchAll(/^## (.*)$/gm)].at(-1)?.[1] };
  });
}
