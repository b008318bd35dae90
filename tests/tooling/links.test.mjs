// Links between the documents have a target.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";
import { trackedFiles } from "../../scripts/lib/tracked-files.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const withoutCode = (text) => text.replace(/^ *```[^]*?^ *```$/gm, "").replace(/`[^`\n]*`/g, "");

/** Anchors as GitHub makes them of headings. */
function anchorsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-"));
}

/** Returns one sentence per broken relative link of a page. */
function brokenLinks(page) {
  const links = [...withoutCode(read(page)).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]*))?\)/g)];
  return links.flatMap(([link, path, anchor]) => {
    const target = path === "" ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(root, target))) return [`${page}: ${link} has no file ${target}`];
    if (anchor && !anchorsOf(read(target)).includes(anchor)) return [`${page}: ${link} has no heading ${anchor}`];
    return [];
  });
}

test("every relative link in a Markdown file has its file and heading", () => {
  const pages = trackedFiles().filter((path) => path.endsWith(".md"));
  assert.ok(pages.length > 50, `only ${pages.length} pages`);
  assert.deepEqual(pages.flatMap(brokenLinks), []);
});

test("DESIGN.md stays short enough to read", () => {
  assert.ok(read("DESIGN.md").split("\n").length < 200);
});

test("comments cite headings of docs/api.md that exist", () => {
  const headings = [...read("docs/api.md").matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase());
  const cited = trackedFiles().filter((path) => /^(core|src|worker|sandbox|pkg|www)\/.*\.(rs|mjs|js|ts|tsx)$/.test(path)).flatMap((path) =>
    [...read(path).matchAll(/docs\/api\.md, ([A-Za-z][^.,;:()`"\n]*)/g)].map(([, heading]) => ({ path, heading: heading.trim().toLowerCase() })));
  assert.ok(cited.length > 20, `only ${cited.length} citations`);
  assert.deepEqual(cited.filter(({ heading }) => !headings.some((one) => heading === one || heading.startsWith(`${one} `))), []);
});
