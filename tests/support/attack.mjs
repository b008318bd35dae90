// Attacks that are tried twice: against the gateway that ships, where each must fail, and against a build with the old rule put back, where it
// must succeed. Without the second half an attack that merely no longer works would pass for one that is stopped.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TEST_BUILD, startGateway } from "./gateway.mjs";

/** What an attack gained, as it returns it: `undefined` when the list is empty. */
export function gains(list) {
  return list.length > 0 ? list : undefined;
}

/**
 * Registers an attack. `run(t, start)` carries it out on gateways that it starts by `start(t, options)` (as {@link startGateway}) and returns
 * what it gained, or `undefined`. `oldRule` is the rule that once let it through, a name of core/src/old_rules.rs. An attack without one has
 * always failed; it asserts itself that a request which differs from it in one respect is served.
 */
export function attack(name, { oldRule, skip = false, timeout = 120_000 }, run) {
  test(`${name}: fails`, { timeout, skip }, async (t) => {
    assert.equal(await run(t, startGateway), undefined);
  });
  if (!oldRule) return;
  test(`${name}: succeeds under the old rule (${oldRule})`, { timeout, skip }, async (t) => {
    const start = (t, { settings, ...options } = {}) => {
      const withRule = (given) => ({ ...given, OLD_RULES: oldRule });
      const weak = typeof settings === "function" ? (team) => withRule(settings(team)) : withRule(settings);
      return startGateway(t, { ...options, settings: weak, build: TEST_BUILD });
    };
    assert.notEqual(await run(t, start), undefined, "the attack does not work, so that it fails shows nothing");
  });
}
