// Durable Objects that fail as in the runtime: overloaded, moved, restarted, full. Nothing is done twice, and reads are still served.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNothingSent, assertRejected, requestsDuring } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { signIn } from "../../support/sign-in.mjs";
import { waitUntil } from "../../support/wait.mjs";

const token = signJwt({ scope: "write" });
const gateway = await startObservedGateway(fileScope, {
  settings: ({ api_key }) => ({ ACCESS: "session,token", MCP: "read", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: "1000" }),
});
const WRITE = "POST /linkedin-agent/fetch-profile";
const body = { profile_slug: "ada-example" };
const write = (key) => sendRequest(gateway, WRITE, { token, body, headers: key ? { "idempotency-key": key } : {} });
const NOT_SENT = "so the write was not sent";

// The errors of "Error handling" in the Durable Objects documentation.
const OVERLOADED = { message: "Durable Object is overloaded. Requests queued for too long.", properties: { overloaded: true } };
const MOVED = { message: "Network connection lost.", properties: { retryable: true } };
const RESET = { message: "Durable Object reset because its code was updated.", properties: { remote: true } };
const FULL = { message: "database or disk is full: SQLITE_FULL", properties: { remote: true } };

test.afterEach(() => gateway.fail());

for (const [what, fault, text, seconds] of [
  ["an overloaded", OVERLOADED, `the ledger is overloaded, ${NOT_SENT}: wait as long as retry-after says and try again`, "5"],
  ["a moved", MOVED, `the ledger cannot be reached, ${NOT_SENT}: try again`, "1"],
  ["a restarted", RESET, `the ledger cannot be reached, ${NOT_SENT}: try again`, "1"],
  ["a full", FULL, `the storage of the ledger is full, ${NOT_SENT}: its daily cleaning makes room; tell the operator of this gateway`, "3600"],
]) {
  test(`with ${what} ledger a write is rejected with retry-after before it is sent, and reads are served`, async () => {
    await gateway.fail(fault);
    await assertNothingSent(gateway, async () => {
      for (const key of [undefined, `rejected-${what}`]) {
        const response = await write(key);
        assertRejected(response, 503, "upstream", text);
        assert.equal(response.headers.get("retry-after"), seconds);
      }
    });
    assert.equal((await sendRequest(gateway, "GET /api-team", { token })).status, 200);
    const usage = await sendRequest(gateway, "GET /_gateway/usage", { token });
    assertRejected(usage, 503, "upstream", text.replace(`, ${NOT_SENT}`, ""));
    assert.equal(usage.headers.get("retry-after"), seconds);
  });
}

test("a write that was rejected because the ledger failed is done once when it is repeated", async () => {
  await gateway.fail({ ...OVERLOADED, kind: "BeginWrite", times: 1 });
  const sent = await requestsDuring(gateway, async () => {
    assert.equal((await write("repeated")).status, 503);
    const done = await write("repeated");
    assert.equal(done.status, 200, done.text);
    assert.equal((await write("repeated")).text, done.text);
  });
  assert.equal(sent.length, 1);
});

test("a ledger that is moved after it recorded the beginning is not asked again, and the repeat learns that the outcome is unknown", async () => {
  await gateway.fail({ ...MOVED, kind: "BeginWrite", times: 1, after: true });
  await assertNothingSent(gateway, async () => {
    assertRejected(await write("moved-after-begin"), 503, "upstream");
    // Two minutes later, when the Worker that began the write can no longer be running.
    await gateway.sql("operator", "UPDATE writes SET at = at - 120001 WHERE state = 'open'");
    assertRejected(await write("moved-after-begin"), 409, "outcome_unknown");
  });
});

for (const [what, fault] of [["before", { ...MOVED, times: 1 }], ["after", { ...MOVED, times: 1, after: true }], ["overloaded at", { ...OVERLOADED, times: 1 }]]) {
  test(`a ledger that is moved ${what} the end of a write is told the outcome again, so that a repeat gets the stored response`, async () => {
    await gateway.fail({ ...fault, kind: "FinishWrite" });
    const sent = await requestsDuring(gateway, async () => {
      const first = await write(`moved-${what}`);
      assert.equal(first.status, 200, first.text);
      assert.equal((await write(`moved-${what}`)).text, first.text);
    });
    assert.equal(sent.length, 1);
  });
}

/** Makes inserts into a table of a ledger fail, as when its storage is full, while `act` runs. */
async function withFullTable(ledger, table, act) {
  await gateway.sql(ledger, `CREATE TRIGGER full BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, '${FULL.message}'); END`);
  try {
    await act();
  } finally {
    await gateway.sql(ledger, "DROP TRIGGER full");
  }
}

for (const table of ["actions", "caller_actions", "audit", "writes"]) {
  test(`a write that the table ${table} of a full ledger cannot take leaves no action and no row of the audit, and its repeat is sent once`, async () => {
    const limited = signJwt({ scope: "write", sub: table, actions_per_hour: 5 });
    const begin = () => sendRequest(gateway, WRITE, { token: limited, body, headers: { "idempotency-key": `full-${table}` } });
    const recorded = async () => {
      const counts = ["actions", "caller_actions", "audit", "writes"].map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`);
      return (await gateway.sql("operator", `SELECT ${counts.join(", ")}`))[0];
    };
    await write();
    const before = await recorded();
    await withFullTable("operator", table, () => assertNothingSent(gateway, async () => {
      assertRejected(await begin(), 503, "upstream", /^the storage of the ledger is full, so the write was not sent/);
    }));
    assert.deepEqual(await recorded(), before);
    const sent = await requestsDuring(gateway, async () => assert.equal((await begin()).status, 200));
    assert.equal(sent.length, 1);
  });
}

test("an agent token that a full ledger cannot revoke stays in the list, and can be revoked when there is space", async () => {
  const cookie = await signIn(gateway);
  const from = { cookie, origin: gateway.url };
  const { agent } = (await sendRequest(gateway, "POST /_gateway/agents", { ...from, body: { name: "a" } })).body;
  const listed = async () => (await sendRequest(gateway, "GET /_gateway/agents", { cookie })).body.agents.map(({ id }) => id);
  await withFullTable(gateway.team.id, "revoked", async () => {
    assert.equal((await sendRequest(gateway, `DELETE /_gateway/agents?id=${agent.id}`, from)).status, 503);
    assert.deepEqual(await listed(), [agent.id]);
  });
  assert.equal((await sendRequest(gateway, `DELETE /_gateway/agents?id=${agent.id}`, from)).status, 204);
  assert.deepEqual(await listed(), []);
});

test("an action that was not applied is subtracted once, even if the response of the ledger is lost", async () => {
  const used = async () => (await sendRequest(gateway, "GET /_gateway/usage", { token })).body.actions.hour;
  await write();
  const before = await used();
  await gateway.sandbox.fault("POST", "/linkedin-agent/fetch-profile", { status: 403, body: { error: "Plugin installation required" } });
  await gateway.fail({ ...MOVED, kind: "FinishWrite", times: 1, after: true });
  assert.equal((await write("taken-back")).status, 403);
  const finished = async () => (await gateway.objectRequests()).filter(({ kind }) => kind === "FinishWrite").length;
  const count = await finished();
  await waitUntil(async () => (await used()) === before, "the action to be taken back");
  // A second message would be sent a second later.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assert.deepEqual([await finished(), await used()], [count, before]);
});

test("counts of a ledger that is overloaded are lost, and later ones are counted once", async () => {
  const callsOf = async () => {
    const { body: { days } } = await sendRequest(gateway, "GET /_gateway/usage", { token });
    return days.filter(({ operation }) => operation === "posts.list").reduce((sum, { calls }) => sum + calls, 0);
  };
  const before = await callsOf();
  await gateway.fail({ ...OVERLOADED, kind: "Count", times: 1 });
  await sendRequest(gateway, "GET /api-posts", { token });
  assert.equal(await callsOf(), before);
  await sendRequest(gateway, "GET /api-posts", { token });
  assert.equal(await callsOf(), before + 1);
});
