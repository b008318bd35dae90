// npm run bench goes on when a figure fails.

import assert from "node:assert/strict";
import { test } from "node:test";

import { measureAll } from "../../benches/lib/measure.mjs";

const figure = (name) => [name, { measure: async () => [{ name }] }];
const broken = ["broken", { measure: async () => { throw new Error("listen EADDRINUSE 127.0.0.1:4000\n"); } }];

test("a figure that fails does not stop the others and is reported with its reason", async () => {
  const begun = [];
  const written = [];
  const { rows, failures } = await measureAll([figure("first"), broken, figure("last")], {
    onBegin: (name) => begun.push(name),
    onRows: (rows) => written.push(...rows),
  });
  assert.deepEqual(begun, ["first", "broken", "last"]);
  assert.deepEqual(rows, [{ name: "first" }, { name: "last" }]);
  assert.deepEqual(written, rows);
  assert.deepEqual(failures, ["broken: listen EADDRINUSE 127.0.0.1:4000"]);
});

test("settings reach every figure", async () => {
  const settings = { requests: 3 };
  const { rows } = await measureAll([["soak", { measure: async (given) => [given] }]], { settings });
  assert.deepEqual(rows, [settings]);
});
