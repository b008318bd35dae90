// One list of calls, made by every client: each has the same outcome and sends the same number of requests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { startSandbox } from "../support/sandbox.mjs";
import { clients } from "./support/drivers.mjs";

const { defaults, cases } = JSON.parse(readFileSync(new URL("clients.json", import.meta.url)));

/** The parts of a case that a driver needs. */
function callOf({ name, faults, value, error, requests, browser, workerd, demo, ...call }, sandbox) {
  return { ...defaults, ...(demo && { apiKey: sandbox.key }), ...call, baseUrl: sandbox.url };
}

for (const [client, start] of Object.entries(clients)) {
  describe(client, () => {
    let sandbox, driven;
    before(async () => {
      sandbox = await startSandbox();
      driven = await start(sandbox);
    });
    after(async () => {
      await driven?.stop();
      await sandbox.stop();
    });
    for (const one of cases) {
      test(one.name, async () => {
        await sandbox.reset();
        sandbox.key = (await sandbox.demoTeam()).api_key;
        for (const { method, path, fault, times } of one.faults ?? []) await sandbox.fault(method, path, fault, times);
        const outcome = await driven.run(callOf(one, sandbox));
        const expected = { ...one, ...(driven.platform && one[driven.platform]) };
        const shown = JSON.stringify(outcome);
        if (expected.error) assert.deepEqual(part(outcome.error ?? {}, expected.error), expected.error, shown);
        else assert.deepEqual(part(outcome.value, expected.value), expected.value, shown);
        assert.ok(!shown.includes(defaults.apiKey), shown);
        const received = (await sandbox.requests()).filter(({ method }) => method !== "OPTIONS");
        if (expected.requests !== null) assert.equal(received.length, expected.requests, JSON.stringify(received.map(({ method, path }) => [method, path])));
      });
    }
  });
}

/** The fields of `actual` that `expected` has, recursively. An absent field is `null`. */
function part(actual, expected) {
  if (expected === null) return actual ?? null;
  if (typeof expected !== "object" || typeof actual !== "object" || actual === null) return actual;
  if (Array.isArray(expected)) return Array.isArray(actual) ? actual.map((item, index) => part(item, expected[index] ?? {})) : actual;
  return Object.fromEntries(Object.keys(expected).map((name) => [name, part(actual[name], expected[name])]));
}
