// x-outx-session-id: a page names the session that it shows, and the gateway acts under no other. core/tests/gateway/authorize.rs has all
// cases; these tests show that the header is read on the fast path and on the general path.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { DEMO, PAGE, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";

const TEXT = "x-outx-session-id names another session than the one that is signed in: reload the page, and do it again there";
const LIST = "/api-keyword-watchlist";

const gateway = await startGateway(fileScope);
const cookie = await signIn(gateway, DEMO);
const other = await signIn(gateway, "bert@outx.test");

const idOf = async (cookie) => (await sendRequest(gateway, "GET /_gateway/session", { cookie })).body.session.id;
const [id, otherId] = [await idOf(cookie), await idOf(other)];
const naming = (id) => ({ "x-outx-session-id": id });

test("each session has its own public id, which is the same in each of its requests", async () => {
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.match(otherId, /^[0-9a-f]{32}$/);
  assert.notEqual(id, otherId);
  assert.equal(await idOf(cookie), id);
});

test("a read that names its own session is served, and one that names another is rejected without a request to the API", async () => {
  for (const _ of [1, 2]) {
    assert.equal((await sendRequest(gateway, "GET /api-team", { cookie, headers: naming(id) })).status, 200);
    await assertNothingSent(gateway, async () => {
      const rejected = await sendRequest(gateway, "GET /api-team", { cookie, origin: PAGE, headers: naming(otherId) });
      assertRejected(rejected, 401, "session_expired", TEXT);
      assert.equal(rejected.headers.get("access-control-allow-origin"), PAGE);
      assert.equal(rejected.headers.get("set-cookie"), null, "the session that is signed in stays so");
    });
  }
});

test("a write of a page that shows another session does nothing", async () => {
  const write = (headers) => sendRequest(gateway, `POST ${LIST}`, { cookie, origin: PAGE, body: { keywords: ["secret of another team"] }, headers });
  await assertNothingSent(gateway, async () => assertRejected(await write(naming(otherId)), 401, "session_expired", TEXT));
  const sent = await requestsDuring(gateway, async () => assert.equal((await write(naming(id))).status, 200));
  assert.deepEqual(sent.map(({ path, headers }) => [path, headers["x-outx-session-id"]]), [[LIST, undefined]]);
});

test("a sign-out of a page that shows another session ends no session", async () => {
  const token = await signInForToken(gateway);
  const rejected = await sendRequest(gateway, "DELETE /_gateway/session", { token, headers: naming(otherId) });
  assertRejected(rejected, 401, "session_expired", TEXT);
  assert.equal(rejected.headers.get("set-cookie"), null);
  assert.equal((await sendRequest(gateway, "GET /_gateway/session", { token })).status, 200);
});
