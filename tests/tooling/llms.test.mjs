// llms.txt and llms-full.txt are generated from the documentation.

import assert from "node:assert/strict";
import { test } from "node:test";

import { full, index, pagesOf } from "../../scripts/lib/llms.mjs";

const pages = {
  "docs/README.md": `# Documentation

## Build with outx-client

| you want to | read |
|---|---|
| make the first call | [Getting started](start.md) |
| look up an operation | [Reference](reference/README.md), or more |
| look up an option | [the package's README](../pkg/README.md) |

## Work on outx-client

| you want to | read |
|---|---|
| make a change | [Contributing](../CONTRIBUTING.md) |
`,
  "docs/start.md": "# Start\n\n<!-- not run: it is long -->\n```sh\nnpm start\n```\n\n![A picture](images/x.png)\n\nNext.\n",
  "docs/reference/README.md": "# Reference\n",
  "docs/reference/a.md": "# a\n",
  "docs/reference/b.md": "# b\n",
  "pkg/README.md": "# Package\n",
};
const read = (path) => pages[path];

test("the pages are those for users, in the order of the index", () => {
  assert.deepEqual(pagesOf(read).map(({ path }) => path), ["docs/start.md", "docs/reference/README.md", "pkg/README.md"]);
});

test("the index links each page with a description", () => {
  const text = index(read);
  assert.match(text, /^# outx-client\n\n> /);
  assert.ok(text.includes("- [Getting started](docs/start.md): make the first call\n"), text);
  assert.ok(text.includes("- [The package's README](pkg/README.md): look up an option\n"), text);
  assert.ok(!text.includes("CONTRIBUTING"), text);
});

test("llms-full.txt has every page and operation, without comments and images", () => {
  const text = full(read, () => ["b.md", "a.md", "README.md", "notes.txt"]);
  const titles = [...text.matchAll(/^# (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles, ["Start", "Reference", "a", "b", "Package"]);
  assert.ok(text.includes("# Start\n\n```sh\nnpm start\n```\n\nNext.\n"), text);
  assert.doesNotMatch(text, /not run|picture/);
});
