// The settings in wrangler.toml of every Worker that is deployed from it, as wrangler reads them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { unstable_readConfig as readConfig } from "wrangler";

import { root } from "../../../scripts/lib/process.mjs";

const schema = JSON.parse(readFileSync(join(root, "node_modules", "wrangler", "config-schema.json"), "utf8"));

for (const env of [undefined, "staging", "production"]) {
  const config = readConfig({ config: join(root, "wrangler.toml"), env }, { hideWarnings: true });

  test(`${env ?? "the Worker"} keeps its own log lines and no record of URLs and headers`, () => {
    assert.deepEqual(config.observability, { enabled: true, logs: { enabled: true, invocation_logs: false } });
    // Wrangler ignores unknown keys without an error.
    assert.ok("invocation_logs" in schema.definitions.Observability.properties.logs.properties);
  });

  test(`${env ?? "the Worker"} has the bindings that the gateway needs to serve requests`, () => {
    assert.deepEqual(config.ratelimits.map(({ name }) => name), ["RATE_LIMIT"]);
    assert.deepEqual(config.durable_objects.bindings.map(({ name }) => name).sort(), ["LEDGER", "LIMITER"]);
  });
}
