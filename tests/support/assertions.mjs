// Assertions about the responses of a gateway and the requests it sends upstream.

import assert from "node:assert/strict";

/** Asserts that a response is an error in the gateway's shape; `text` is the whole error text or a pattern. */
export function assertRejected(response, status, code, text) {
  assert.deepEqual({ status: response.status, code: response.body?.code }, { status, code }, response.text);
  assert.deepEqual(Object.keys(response.body).sort(), ["code", "error", "request_id"]);
  assert.equal(response.body.request_id, response.requestId);
  assert.equal(response.headers.get("cache-control"), "no-store");
  if (text instanceof RegExp) assert.match(response.body.error, text);
  else if (text) assert.equal(response.body.error, text);
}

/** Asserts that a secret is neither in a response nor in any line of the gateway's log. */
export async function assertHidden(gateway, response, secret) {
  assert.ok(secret.length >= 16, "the secret is too short to search for");
  assert.ok(!response.raw.includes(secret), `the secret is in the response: ${response.raw}`);
  await gateway.log.of(response);
  const leak = gateway.log.lines.find((line) => line.includes(secret));
  assert.equal(leak, undefined);
}

/** The requests that reached the sandbox's API while `act` ran. */
export async function requestsDuring(gateway, act) {
  const before = (await gateway.sandbox.requests()).length;
  await act();
  return (await gateway.sandbox.requests()).slice(before);
}

/** Asserts that no request reached the sandbox's API while `act` ran. */
export async function assertNothingSent(gateway, act) {
  assert.deepEqual(await requestsDuring(gateway, act), []);
}
