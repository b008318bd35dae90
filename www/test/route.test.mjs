import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { href, parseRoute } = await source("console/lib/route.ts");

function read(hash) {
  const { path, query } = parseRoute(hash);
  return { path, query: Object.fromEntries(query) };
}

test("an empty hash is the first page", () => {
  for (const hash of ["", "#", "#/"]) assert.deepEqual(read(hash), { path: [], query: {} }, hash);
});

test("parseRoute reads what href writes", () => {
  const [path, query] = [["watchlists", "a/b ?#", "ü"], { labels: "x, y&z", sort_by: "recent" }];
  assert.deepEqual(read(href(path, query)), { path, query });
});

test("empty query values are left out", () => {
  assert.equal(href(["usage"], { days: "", span: undefined }), "#/usage");
});

test("an invalid percent-encoding is kept unchanged", () => {
  assert.deepEqual(read("#/try/%E0%A4%A"), { path: ["try", "%E0%A4%A"], query: {} });
});
