// Every fault of the sandbox, its expected outcome for each kind of operation, and the test that compares the two.

import assert from "node:assert/strict";

export const DEADLINE_MS = 8_000;
export const UPSTREAM_TIMEOUT_MS = 400;

const OK = "ok";
const IN_DOUBT = "ConflictError outcome_unknown";
const INVALID = "InvalidRequestError invalid_request";
const LATER = { headers: { "retry-after": "0" } };

/** By kind of operation: the call (as data, because a page receives it too), the method and path of its request, and a function that counts its effects. */
export const kinds = {
  read: { call: ["team", "get"], at: ["GET", "/api-team"], effects: () => 0 },
  write: {
    call: ["watchlists.keyword", "create", { keywords: ["fault"] }],
    at: ["POST", "/api-keyword-watchlist"],
    effects: watchlists,
  },
  task: {
    call: ["linkedin", "fetchProfile", { profile_slug: "ada-example" }],
    at: ["POST", "/linkedin-agent/fetch-profile"],
    effects: (gateway) => gateway.sandbox.createdTasks(),
  },
  "write-task": {
    call: ["linkedin", "likePost", { social_urn: "urn:li:activity:7000000000000000001" }],
    at: ["POST", "/linkedin-agent/like-post"],
    effects: (gateway) => gateway.sandbox.createdTasks(),
  },
};

/** Faults that affect one request: name, fault, then the outcome of `[a read, any write]` through the gateway and directly from Node. */
const faults = [
  ["400", { status: 400, body: { error: "no" } }, [INVALID, INVALID], [INVALID, INVALID]],
  ["429", { status: 429, ...LATER }, [OK, OK], [OK, OK]],
  ["503 with Retry-After", { status: 503, ...LATER }, [OK, OK], [OK, OK]],
  ["500", { status: 500 }, [OK, IN_DOUBT], [OK, "ServerError upstream"]],
  ["delay", { delay_ms: 1_500 }, [OK, IN_DOUBT], [OK, "TimeoutError timeout"]],
  ["reset before", { reset: "before" }, [OK, IN_DOUBT], [OK, "ConnectionError network"]],
  ["reset after", { reset: "after" }, [OK, IN_DOUBT], [OK, "ConnectionError network"]],
  ["truncation", { truncate: 5 }, [OK, IN_DOUBT], [OK, "ConnectionError network"]],
  ["redirect", { redirect: "http://127.0.0.1:9/" }, [OK, IN_DOUBT], ["ServerError bad_response", "ServerError bad_response"]],
  ["echo of the key", { echo_key: true }, [OK, OK], [OK, OK]],
];

/**
 * Tests one kind of operation under every fault. `ways` maps a name that begins with "gateway" or "straight" to a function that makes a call
 * and returns its outcome. Prints one line per call.
 */
export async function testEveryFault(t, gateway, kind, ways) {
  const { call, at, effects } = kinds[kind];
  for (const [fault, what, byGateway, straight] of faults) {
    for (const [way, outcomeOf] of Object.entries(ways)) {
      const name = `${kind}, ${fault}, ${way}`;
      const before = await effects(gateway);
      await gateway.sandbox.fault(...at, what);
      const began = Date.now();
      const { outcome, text } = await outcomeOf(call);
      const ms = Date.now() - began;
      const done = (await effects(gateway)) - before;
      await gateway.sandbox.clearFaults();
      t.diagnostic(`${name}: ${outcome}, ${done} done, ${ms} ms`);

      const expected = (way.startsWith("gateway") ? byGateway : straight)[kind === "read" ? 0 : 1];
      assert.equal(outcome, expected, `${name}: ${text}`);
      assert.ok(ms < DEADLINE_MS, `${name} settled in its deadline`);
      assert.ok(done <= 1, `${name} was done ${done} times`);
      if (outcome === OK && kind !== "read") assert.equal(done, 1, `${name} was done`);
      if (way.startsWith("gateway")) assert.ok(!text.includes(gateway.key), `${name} shows the key`);
    }
  }
}

/** Makes a call with `outx` and returns its outcome. Uses nothing from outside the function, because it also runs in a page. */
export async function outcomeOf(outx, [group, method, args]) {
  const target = group.split(".").reduce((object, name) => object[name], outx);
  return target[method](args).then(
    (value) => ({ outcome: "ok", text: JSON.stringify(value) }),
    (error) => ({ outcome: `${error.name} ${error.code}`, text: `${error.message} ${JSON.stringify(error)}` }),
  );
}

async function watchlists(gateway) {
  const response = await fetch(`${gateway.sandbox.url}/api-keyword-watchlist`, { headers: { "x-api-key": gateway.key } });
  return (await response.json()).count;
}
