// The audit: every write with its caller, outcome and target.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { DEMO, PAGE, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const gateway = await startGateway(fileScope, {
  settings: ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key }),
});
const token = signJwt({ sub: "importer", name: "Nightly import", scope: "write" });
const LIKE = "POST /api-like";

async function audit(options = { token }, query = "") {
  const { status, body, text } = await sendRequest(gateway, `GET /_gateway/audit${query}`, options);
  assert.equal(status, 200, text);
  return body;
}

/** Waits until the row of a response has this outcome, and returns the row. */
async function rowOf({ requestId }, outcome, options) {
  let row;
  await waitUntil(async () => {
    row = (await audit(options)).writes.find(({ request_id }) => request_id === requestId);
    return row?.outcome === outcome;
  }, `${outcome} in the audit`);
  return row;
}

test("a write is recorded with its time, caller, name, operation, target, outcome and status, and without its content", async () => {
  const began = Date.now();
  const list = await sendRequest(gateway, "GET /api-keyword-watchlist", { token });
  const id = JSON.stringify(list.body).match(/"id":"([^"]+)"/)[1];
  const update = await sendRequest(gateway, "PUT /api-keyword-watchlist", { token, body: { id, name: "Secret plan of Ada" } });
  assert.equal(update.status, 200, update.text);
  const { at, id: number, caller, ...row } = await rowOf(update, "done");
  assert.deepEqual(row, {
    request_id: update.requestId, name: "Nightly import", operation: "watchlists.keyword.update", target: id, outcome: "done", status: 200, task_id: null,
  });
  assert.ok(at >= began && at <= Date.now());
  assert.ok(number >= 1);
  assert.equal(JSON.parse(await gateway.log.of(update)).caller, caller);
  const response = await sendRequest(gateway, "GET /_gateway/audit", { token });
  assert.ok(!response.text.includes("Secret plan"));
  await assertHidden(gateway, response, gateway.key);
});

test("reads are not in the audit", async () => {
  const read = await sendRequest(gateway, "GET /api-team", { token });
  const { writes } = await audit();
  assert.ok(writes.every(({ request_id }) => request_id !== read.requestId));
});

test("a rejected write and a write of unknown outcome are recorded as such", async () => {
  const body = { profile_slug: "ada-example" };
  for (const [fault, outcome, headers] of [
    [{ status: 403, body: { error: "Plugin installation required" } }, "rejected", {}],
    [{ status: 403, body: { error: "Plugin installation required" } }, "rejected", { "idempotency-key": "audit-rejected" }],
    [{ status: 500 }, "unknown", {}],
    [{ status: 500 }, "unknown", { "idempotency-key": "audit-unknown" }],
    [{ reset: "after" }, "unknown", { "idempotency-key": "audit-reset" }],
  ]) {
    await gateway.sandbox.fault("POST", "/linkedin-agent/fetch-profile", fault);
    const response = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body, headers });
    const row = await rowOf(response, outcome);
    assert.deepEqual([row.operation, row.target, row.status], ["linkedin.fetchProfile", "", fault.status ?? null]);
  }
});

test("a repeat under an idempotency key has its own row, and is not sent again", async () => {
  const options = { token, body: { profile_slug: "ada-example" }, headers: { "idempotency-key": "audit-replay" } };
  const first = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", options);
  await rowOf(first, "done");
  const second = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", options);
  assert.equal((await rowOf(second, "replayed")).status, 200);
});

test("a write that was not sent is not in the audit", async () => {
  const denied = await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token: signJwt(), body: { profile_slug: "a" } });
  assertRejected(denied, 403, "access_denied");
  assert.ok((await audit()).writes.every(({ request_id }) => request_id !== denied.requestId));
});

test("under a session the audit names the member by e-mail address, to the same team only", async () => {
  const cookie = await signIn(gateway);
  const write = await sendRequest(gateway, LIKE, { cookie, origin: PAGE, body: { post_id: "none", user_email: DEMO } });
  const outcome = write.status === 200 ? "done" : "rejected";
  const row = await rowOf(write, outcome, { cookie });
  assert.deepEqual([row.name, row.operation, row.target], [DEMO, "engagement.like", "none"]);
  assert.ok((await audit()).writes.every(({ request_id }) => request_id !== write.requestId), "the ledger of the Worker's own key is another");
  const other = await signIn(gateway, "other@outx.test");
  assert.deepEqual((await audit({ cookie: other })).writes, []);
});

test("the audit is newest first, in pages", async (t) => {
  const own = await startGateway(t, {
    settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: "100000" }), upstream: gateway.sandbox,
  });
  for (let writes = 0; writes < 3; writes += 1) await sendRequest(own, LIKE, { token, body: { post_id: `p-${writes}`, user_email: DEMO } });
  const { body } = await sendRequest(own, "GET /_gateway/audit", { token });
  assert.deepEqual(body.writes.map(({ target }) => target), ["p-2", "p-1", "p-0"]);
  assert.equal(body.next, null);
  const older = await sendRequest(own, `GET /_gateway/audit?before=${body.writes[1].id}`, { token });
  assert.deepEqual(older.body.writes.map(({ target }) => target), ["p-0"]);
});

test("the audit lists the tasks of a team by their ids, with who started them", async () => {
  const body = { profile_slug: "ada-example" };
  const started = [
    await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body }),
    await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body, headers: { "idempotency-key": "audit-task" } }),
  ];
  for (const response of started) {
    const row = await rowOf(response, "done");
    assert.equal(row.task_id, response.body.api_agent_task_id);
    assert.equal(row.name, "Nightly import");
  }
  await gateway.sandbox.fault("POST", "/linkedin-agent/fetch-profile", { status: 403, body: { error: "Plugin installation required" } });
  await rowOf(await sendRequest(gateway, "POST /linkedin-agent/fetch-profile", { token, body }), "rejected");

  const { writes, next } = await audit({ token }, "?tasks=true");
  assert.deepEqual(writes.slice(0, 2).map(({ task_id }) => task_id), started.map(({ body }) => body.api_agent_task_id).reverse());
  assert.ok(writes.every(({ task_id, outcome, operation }) => task_id && outcome === "done" && operation.startsWith("linkedin.")));
  assert.equal(next, null);
  const older = await audit({ token }, `?tasks=true&before=${writes[0].id}`);
  assert.deepEqual(older.writes, writes.slice(1));
});

for (const query of ["days=0", "days=91", "days=x", "before=-1", "page=2", "days=1&days=2"]) {
  test(`the audit rejects ?${query}`, async () => {
    assertRejected(await sendRequest(gateway, `GET /_gateway/audit?${query}`, { token }), 400, "invalid_request", /^invalid query: expected days/);
  });
}

test("a token of scope read may not see the audit", async () => {
  const response = await sendRequest(gateway, "GET /_gateway/audit", { token: signJwt() });
  assertRejected(response, 403, "access_denied", "the audit needs a token with scope write; this one reads");
});
