import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { isTask, readOperations } = await source("console/model/operations.ts");
const { strings } = await source("console/lib/strings.ts");

const [search, list] = readOperations({
  paths: {
    "/linkedin-agent/search-profiles": {
      post: {
        operationId: "linkedin.searchProfiles",
        summary: "Searches people.",
        "x-outx-kind": "task",
        "x-outx-linkedin-action": true,
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Search" } } } },
      },
    },
    "/api-posts": {
      get: {
        operationId: "posts.list",
        summary: "Lists posts; `total` counts them.",
        parameters: [
          { name: "lang", in: "query", schema: { anyOf: [{ type: "string" }, { type: "boolean" }] } },
          { name: "labels", in: "query", schema: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] } },
          { name: "start_date", in: "query", description: "First day, as `YYYY-MM-DD`.", schema: { type: "string", format: "date" } },
          { name: "sort_by", in: "query", schema: { type: "string", enum: ["recent", "engagement"] } },
          { name: "watchlist_id", in: "query", required: true, schema: { type: "string" } },
        ],
      },
    },
  },
  components: {
    schemas: {
      Search: {
        type: "object",
        required: ["message"],
        properties: {
          count: { type: "integer", minimum: 1, maximum: 50 },
          keywords: { type: "array", items: { anyOf: [{ type: "string" }, { type: "object" }] } },
          urns: { type: "array", items: { type: "string" } },
          message: { type: "string", maxLength: 10_000 },
          disable: { type: "boolean" },
        },
      },
    },
  },
});

const types = ({ params }) => Object.fromEntries(params.map(({ name, type }) => [name, type]));

test("each schema has the matching type of field", () => {
  assert.deepEqual(types(search), { message: "long-text", count: "number", keywords: "json", urns: "list", disable: "boolean" });
  assert.deepEqual(types(list), { watchlist_id: "text", lang: "text", labels: "list", start_date: "text", sort_by: "choice" });
});

test("required fields come first", () => {
  assert.deepEqual([search, list].map(({ params: [{ name, required }] }) => [name, required]), [["message", true], ["watchlist_id", true]]);
});

test("the gateway's own routes are left out", () => {
  const route = { operationId: "gateway.health", responses: {} };
  assert.deepEqual(readOperations({ paths: { "/_gateway/health": { get: route }, "/api-team": { get: { operationId: "team.get" } } } }).map(({ name }) => name), ["team.get"]);
});

test("kind, method and place are read from the document", () => {
  assert.deepEqual([isTask(search), search.action, search.method, search.params[0].place], [true, true, "POST", "body"]);
  assert.deepEqual([isTask(list), list.action, list.method, list.params[0].place], [false, false, "GET", "query"]);
});

test("limits and descriptions are kept", () => {
  const count = search.params.find(({ name }) => name === "count");
  assert.deepEqual([count.minimum, count.maximum], [1, 50]);
  assert.equal(list.params.find(({ name }) => name === "start_date").description, "First day, as YYYY-MM-DD.");
});

test("every title belongs to a task of the API", () => {
  const tasks = readOperations(JSON.parse(readFileSync(new URL("../../pkg/openapi.json", import.meta.url)))).filter(isTask);
  const names = tasks.map(({ name }) => name);
  assert.deepEqual(Object.keys(strings.linkedin.titles).filter((name) => !names.includes(name)), []);
});

test("descriptions have no Markdown code marks, in the real document either", () => {
  assert.equal(list.summary, "Lists posts; total counts them.");
  const operations = readOperations(JSON.parse(readFileSync(new URL("../../pkg/openapi.json", import.meta.url))));
  const texts = operations.flatMap(({ summary, description, params, errors }) => [summary, description, ...params.map((param) => param.description), ...errors.map(({ text }) => text)]);
  assert.deepEqual(texts.filter((text) => text.includes("`")), []);
});
