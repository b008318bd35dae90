// Redirects are never followed, because `fetch` would send the key to another host.

import assert from "node:assert/strict";
import test from "node:test";

import { startServer } from "../support/server.mjs";
import { assertError, CALLS, direct, rejection, through } from "./support/client.mjs";

for (const status of [300, 301, 302, 303, 304, 307, 308]) {
  test(`${status} is a bad response, and its target receives no request and is not in the error`, async (t) => {
    const other = await startServer(t, {});
    const server = await startServer(t, { status, headers: { location: `${other.url}/elsewhere` }, body: "" });
    for (const call of Object.values(CALLS)) {
      const error = await rejection(call(direct(server)));
      assertError(error, "ServerError", "bad_response", { status, retryable: false });
      assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes("elsewhere"));
    }
    assert.equal(other.requests.length, 0);
  });
}

test("redirects on the same host and through a gateway are not followed either", async (t) => {
  const server = await startServer(t, { status: 307, headers: { location: "/elsewhere" }, body: "" });
  assertError(await rejection(through(server, { token: () => "outxs1.token" }).team.get()), "ServerError", "bad_response");
  assert.deepEqual(server.requests.map(({ url }) => url), ["/api-team"]);
});

test("a browser's opaque redirect, which has status 0, is a bad response", async () => {
  const opaque = { type: "opaqueredirect", status: 0, headers: new Headers(), json: async () => ({}), text: async () => "" };
  const error = await rejection(direct({ url: "https://api.example" }, { fetch: async () => opaque }).team.get());
  assertError(error, "ServerError", "bad_response", { status: undefined });
});
