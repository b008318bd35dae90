// Runs each attack twice: against the gateway that ships, where it must fail, and against a test build with an earlier, weaker rule, where it
// must succeed. The second run shows that the attack itself works: a broken attack fails everywhere.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TEST_BUILD, startGateway } from "./gateway.mjs";

/** The return value of an attack: the list of what it gained, or `undefined` when the list is empty. */
export function gains(list) {
  return list.length > 0 ? list : undefined;
}

/**
 * Registers an attack. `run(t, start)` carries it out on gateways that it starts by `start(t, options)` (as {@link startGateway}) and returns
 * what it gained, or `undefined`. `oldRule` is the earlier rule under which it succeeds, a name of core/src/old_rules.rs. An attack without
 * `oldRule` fails under every rule. It asserts that a request which differs from it in one respect is served.
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
    assert.notEqual(await run(t, start), undefined, "the attack also fails under the old rule, so it does not test the gateway");
  });
}
