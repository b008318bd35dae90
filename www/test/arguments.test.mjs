import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { label, read } = await source("console/model/arguments.ts");

const param = (name, type, more = {}) => ({ name, type, place: "body", required: false, choices: [], description: "", ...more });
const form = (...params) => ({ params });

test("empty fields are left out, unless they are needed", () => {
  const operation = form(param("a", "text"), param("b", "text", { required: true }));
  assert.deepEqual(read(operation, { a: "  ", b: "" }), { args: {}, problems: { b: "B is needed." } });
});

test("each type becomes its value", () => {
  const operation = form(
    param("count", "number"), param("urns", "list"), param("on", "boolean"), param("hours", "choice", { choices: [1, 3] }), param("labels", "json"),
  );
  const typed = { count: "25", urns: "a\n\n b ", on: "false", hours: "3", labels: '[{"name":"x"}]' };
  assert.deepEqual(read(operation, typed), { args: { count: 25, urns: ["a", "b"], on: false, hours: 3, labels: [{ name: "x" }] }, problems: {} });
});

test("a number is read from digits of any script", () => {
  assert.deepEqual(read(form(param("count", "number")), { count: "２５" }), { args: { count: 25 }, problems: {} });
});

test("what cannot be read is named", () => {
  const { problems } = read(form(param("count", "number"), param("labels", "json")), { count: "many", labels: "{" });
  assert.deepEqual(problems, { count: "Count must be a number.", labels: "Labels must be JSON." });
});

test("names of fields are read as words", () => {
  assert.deepEqual(["profile_urns", "fetchFreqInHours", "social_urn"].map(label), ["Profile URNs", "Fetch freq in hours", "Social URN"]);
});
