// Methods of the gateway's own routes, and its OpenAPI document. The table of cases is core/tests/gateway/authorize.rs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { assertDescribed, gatewayDocument } from "../../support/own-routes.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const gateway = await startGateway(fileScope);

test("HEAD on an own route returns the headers of its GET and no body", async () => {
  const cookie = await signIn(gateway);
  for (const path of ["/_gateway/health", "/_gateway/openapi.json", "/_gateway/session", "/_gateway/usage"]) {
    const [get, head] = [await sendRequest(gateway, `GET ${path}`, { cookie }), await sendRequest(gateway, `HEAD ${path}`, { cookie })];
    assert.deepEqual([get.status, head.status, head.text], [200, 200, ""], path);
    for (const name of ["content-type", "cache-control", "vary"]) assert.equal(head.headers.get(name), get.headers.get(name), `${path} ${name}`);
    assert.ok(head.requestId, path);
  }
  assert.equal((await sendRequest(gateway, "HEAD /_gateway/session")).status, 401);
});

test("another method on a path of an own route is a 405 that names the methods in Allow", async () => {
  const rejected = await sendRequest(gateway, "PUT /_gateway/session", { body: {} });
  assertRejected(rejected, 405, "invalid_request", "PUT is not a method of /_gateway/session: use GET, HEAD, POST, DELETE");
  assert.equal(rejected.headers.get("allow"), "GET, HEAD, POST, DELETE");
  const read = await sendRequest(gateway, "POST /_gateway/health", { body: {} });
  assertRejected(read, 405, "invalid_request", "POST is not a method of /_gateway/health: use GET, HEAD");
  assert.equal(read.headers.get("allow"), "GET, HEAD");
});

test("another method on a path of the API is a 404 without Allow", async () => {
  const rejected = await sendRequest(gateway, "PUT /api-team", { body: {} });
  assertRejected(rejected, 404, "route_denied", "PUT /api-team is not an operation of this gateway");
  assert.equal(rejected.headers.get("allow"), null);
});

test("the OpenAPI document has every own route with its methods, and the gateway serves each of them", async (t) => {
  const served = await startGateway(t, { settings: { MCP: "read" }, upstream: gateway.sandbox });
  const { body: document } = await sendRequest(served, "GET /_gateway/openapi.json");
  assert.deepEqual(document, gatewayDocument().document);
  const own = Object.entries(document.paths).filter(([path]) => path.startsWith("/_gateway/"));
  assert.ok(own.length > 8);
  for (const [path, methods] of own) {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const response = await sendRequest(served, `${method} ${path}`, method === "GET" ? {} : { body: {} });
      if (!methods[method.toLowerCase()]) assertRejected(response, 405, "invalid_request");
      // Without Turnstile there is no public session.
      else if (`${method} ${path}` !== "POST /_gateway/session") assert.ok(response.status !== 405 && response.body?.code !== "route_denied", `${method} ${path}: ${response.text}`);
    }
  }
});

test("the test helper that validates bodies against the document accepts a valid one and rejects an invalid one", async () => {
  const health = await sendRequest(gateway, "GET /_gateway/health");
  const changed = (body) => ({ ...health, body: { ...health.body, ...body } });
  assertDescribed("GET", "/_gateway/health", health);
  for (const [body, reason] of [[{ version: 1 }, /must be string/], [{ further: 1 }, /additional properties/], [{ key: {} }, /required property 'live'/]]) {
    assert.throws(() => assertDescribed("GET", "/_gateway/health", changed(body)), reason);
  }
  assert.throws(() => assertDescribed("GET", "/_gateway/health", { ...health, status: 418 }), /has no GET \/_gateway\/health with 418/);
});
