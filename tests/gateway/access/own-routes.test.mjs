// Methods of the gateway's own routes. The table of cases is core/tests/gateway/authorize.rs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertRejected } from "../../support/assertions.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";

const gateway = await startGateway(fileScope);

test("HEAD on an own route has the head of its GET and no body", async () => {
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

test("paths of the API keep 404 for another method, without Allow", async () => {
  const rejected = await sendRequest(gateway, "PUT /api-team", { body: {} });
  assertRejected(rejected, 404, "route_denied", "PUT /api-team is not an operation of this gateway");
  assert.equal(rejected.headers.get("allow"), null);
});
