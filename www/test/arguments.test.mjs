import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { fieldLabel, readForm } = await source("console/model/arguments.ts");

const param = (name, type, more = {}) => ({ name, type, place: "body", required: false, choices: [], description: "", ...more });
const form = (...params) => ({ params });

test("empty fields are left out, unless they are needed", () => {
  const operation = form(param("a", "text"), param("b", "text", { required: true }));
  assert.deepEqual(readForm(operation, { a: "  ", b: "" }), { args: {}, problems: { b: "B is required." } });
});

test("each type becomes its value", () => {
  const operation = form(
    param("count", "number"), param("urns", "list"), param("on", "boolean"), param("hours", "choice", { choices: [1, 3] }), param("labels", "json"),
  );
  const typed = { count: "25", urns: "a\n\n b ", on: "false", hours: "3", labels: '[{"name":"x"}]' };
  assert.deepEqual(readForm(operation, typed), { args: { count: 25, urns: ["a", "b"], on: false, hours: 3, labels: [{ name: "x" }] }, problems: {} });
});

test("a number is read from digits of any script", () => {
  assert.deepEqual(readForm(form(param("count", "number")), { count: "２５" }), { args: { count: 25 }, problems: {} });
});

test("what cannot be read is named", () => {
  const { problems } = readForm(form(param("count", "number"), param("labels", "json")), { count: "many", labels: "{" });
  assert.deepEqual(problems, { count: "Count must be a number.", labels: "Labels must be JSON." });
});

test("names of fields are read as words", () => {
  assert.deepEqual(["profile_urns", "fetchFreqInHours", "social_urn"].map(fieldLabel), ["Profile URNs", "Fetch freq in hours", "Social URN"]);
});
