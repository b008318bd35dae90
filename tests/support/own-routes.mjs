// Checks responses of the gateway's own routes against its OpenAPI document.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import Ajv from "ajv/dist/2020.js";

let cached;

/** The document that the gateway contains, with `validator(pointer)` for a schema in it. */
export function gatewayDocument() {
  return (cached ??= load());
}

function load() {
  const document = JSON.parse(readFileSync(new URL("../../worker/openapi.json", import.meta.url), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema({ $id: "gateway", ...close(structuredClone(document)) });
  return { document, validator: (pointer) => ajv.getSchema(`gateway#${pointer}`) };
}

/** Forbids fields that are not described. The published schemas allow them, because a later version may add some. */
function close(value) {
  if (value && typeof value === "object") {
    for (const inner of Object.values(value)) close(inner);
    if (value.type === "object" && Object.keys(value.properties ?? {}).length > 0) value.additionalProperties = false;
  }
  return value;
}

/** Asserts that the document describes a response of the gateway's own routes. Ignores requests to other paths. */
export function assertDescribed(method, target, response) {
  const path = target.split("?")[0];
  if (!path.startsWith("/_gateway/")) return;
  const { document, validator } = gatewayDocument();
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  const route = document.paths[path]?.[verb];
  if (!route) return;
  const what = `${method} ${path} with ${response.status}`;
  let pointer = `/paths/${path.replaceAll("/", "~1")}/${verb}/responses/${response.status}`;
  let described = route.responses[response.status];
  assert.ok(described, `the document has no ${what}: ${response.text}`);
  if (described.$ref) {
    pointer = described.$ref.slice(1);
    described = document.components.responses[pointer.split("/").at(-1)];
  }
  if (method === "HEAD") return;
  const type = response.headers.get("content-type")?.split(";")[0];
  if (!described.content) return assert.equal(response.text, "", `the document has no body of ${what}`);
  assert.ok(described.content[type], `the document has no ${type} of ${what}`);
  if (response.body === undefined) return;
  const validate = validator(`${pointer}/content/${type.replaceAll("/", "~1")}/schema`);
  const fits = validate(response.body);
  assert.ok(fits, `${what} is not as described: ${JSON.stringify(validate.errors)}\n${response.text}`);
}
