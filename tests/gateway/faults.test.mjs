// Every kind of operation meets every fault, through the gateway and straight from Node: each call settles in its deadline, with
// the right class, and nothing is done twice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { boot, signInForToken } from "./support/gateway.mjs";

const DEADLINE_MS = 8_000;
const UPSTREAM_TIMEOUT_MS = 400;
const OK = "ok";
const IN_DOUBT = "ConflictError outcome_unknown";

/** What is called, where it arrives, and how often it took effect. */
const kinds = {
  read: { call: (outx) => outx.team.get(), method: "GET", path: "/api-team", effects: () => 0 },
  write: {
    call: (outx) => outx.watchlists.keyword.create({ keywords: ["fault"] }),
    method: "POST",
    path: "/api-keyword-watchlist",
    effects: (gateway) => watchlists(gateway),
  },
  task: {
    call: (outx) => outx.linkedin.fetchProfile({ profile_slug: "ada-example" }),
    method: "POST",
    path: "/linkedin-agent/fetch-profile",
    effects: (gateway) => gateway.sandbox.createdTasks(),
  },
  "write-task": {
    call: (outx) => outx.linkedin.likePost({ social_urn: "urn:li:activity:7000000000000000001" }),
    method: "POST",
    path: "/linkedin-agent/like-post",
    effects: (gateway) => gateway.sandbox.createdTasks(),
  },
};

/** A fault that passes after one call, and what comes of it: for a read and a write through the gateway, then straight. */
const faults = [
  ["400", { status: 400, body: { error: "no" } }, "InvalidRequestError invalid_request", "InvalidRequestError invalid_request", "InvalidRequestError invalid_request", "InvalidRequestError invalid_request"],
  ["429", { status: 429, headers: { "retry-after": "0" } }, OK, OK, OK, OK],
  ["503 with Retry-After", { status: 503, headers: { "retry-after": "0" } }, OK, OK, OK, OK],
  ["500", { status: 500 }, OK, IN_DOUBT, OK, "ServerError upstream"],
  ["delay", { delay_ms: 1_500 }, OK, IN_DOUBT, OK, "TimeoutError timeout"],
  ["reset before", { reset: "before" }, OK, IN_DOUBT, OK, "ConnectionError network"],
  ["reset after", { reset: "after" }, OK, IN_DOUBT, OK, "ConnectionError network"],
  ["truncation", { truncate: 5 }, OK, IN_DOUBT, OK, "ConnectionError network"],
  ["redirect", { redirect: "http://127.0.0.1:9/" }, OK, OK, "ServerError bad_response", "ServerError bad_response"],
  ["echo of the key", { echo_key: true }, OK, OK, OK, OK],
];

for (const [kind, { call, method, path, effects }] of Object.entries(kinds)) {
  test(`every fault of a ${kind}`, async (t) => {
    const gateway = await boot(t, { UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS), ACTIONS_PER_HOUR: "1000" });
    const token = await signInForToken(gateway);
    const common = { totalTimeoutMs: DEADLINE_MS, actionsPerHour: 1000 };
    const clients = {
      gateway: new Outx({ gateway: gateway.url, token: () => token, ...common }),
      straight: new Outx({ apiKey: gateway.key, baseUrl: gateway.sandbox.url, timeoutMs: UPSTREAM_TIMEOUT_MS, ...common }),
    };
    const isRead = kind === "read";
    for (const [name, fault, readByGateway, writeByGateway, readStraight, writeStraight] of faults) {
      const expected = { gateway: isRead ? readByGateway : writeByGateway, straight: isRead ? readStraight : writeStraight };
      for (const [way, outx] of Object.entries(clients)) {
        const before = await effects(gateway);
        await gateway.sandbox.fault(method, path, fault);
        const began = Date.now();
        const { outcome, text } = await outcomeOf(call(outx));
        const done = (await effects(gateway)) - before;
        const what = `${kind}, ${name}, ${way}`;
        t.diagnostic(`${what}: ${outcome}, ${done} done, ${Date.now() - began} ms`);
        assert.equal(outcome, expected[way], `${what}: ${text}`);
        assert.ok(Date.now() - began < DEADLINE_MS, `${what} settled in its deadline`);
        assert.ok(done <= 1, `${what} was done ${done} times`);
        if (outcome === OK && !isRead) assert.equal(done, 1, `${what} was done`);
        if (way === "gateway") assert.ok(!text.includes(gateway.key), `${what} shows the key`);
        await gateway.sandbox.clearFaults();
      }
    }
  });
}

async function outcomeOf(promise) {
  return promise.then(
    (value) => ({ outcome: OK, text: JSON.stringify(value) }),
    (error) => ({ outcome: `${error.name} ${error.code}`, text: `${error.message} ${JSON.stringify(error)}` }),
  );
}

async function watchlists(gateway) {
  const response = await fetch(`${gateway.sandbox.url}/api-keyword-watchlist`, { headers: { "x-api-key": gateway.key } });
  return (await response.json()).count;
}
