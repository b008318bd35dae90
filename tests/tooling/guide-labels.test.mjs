// The fields and buttons that docs/testing.md names exist.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const guide = read("docs/testing.md");
const matches = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];

test("every label and button of the guide is in the example front end", () => {
  const page = read("examples/front-end/index.html");
  const labels = matches(guide, /getByLabel\("([^"]+)"\)/g);
  const buttons = matches(guide, /getByRole\("button", \{ name: "([^"]+)" \}\)/g);
  assert.deepEqual([labels, buttons], [["Email", "Code"], ["Send code", "Sign in"]]);
  for (const label of labels) assert.match(page, new RegExp(`<label>${label} <input`));
  for (const button of buttons) assert.ok(page.includes(`<button>${button}</button>`), `the page has no button ${button}`);
});

for (const name of ["offline.test.ts", "sign-in.spec.ts"]) {
  test(`the guide shows ${name}, which npm run test:all runs`, () => {
    assert.ok(guide.includes(`\`\`\`ts\n${read(`tests/package/fixtures/guide/${name}`)}\`\`\``));
  });
}
