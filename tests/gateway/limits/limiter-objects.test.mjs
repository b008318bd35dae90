// What limiters keep on disk: nothing once their last window is over, and no more objects than networks may make.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { assertRejected } from "../../support/assertions.mjs";
import { Clock, clockUnavailable } from "../../support/clock.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { restartableGateway } from "../../support/restartable-gateway.mjs";

const DAY = 86_400_000;

const tryCode = (gateway, email, address) =>
  sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp: "000000" }, headers: { "cf-connecting-ip": address } });

/** Files of limiter objects that hold a table. */
function stored(folder) {
  const limiters = join(folder, readdirSync(folder).find((name) => name.endsWith("Limiter")));
  const names = readdirSync(limiters).filter((name) => /^[0-9a-f]{64}\.sqlite(-wal)?$/.test(name));
  const holding = names.filter((name) => readFileSync(join(limiters, name)).includes("attempts_at"));
  return new Set(holding.map((name) => name.split(".")[0])).size;
}

test("a network makes no more than twenty objects of addresses an hour, and a week later all are gone", { skip: clockUnavailable }, async (t) => {
  const [clock, start] = [new Clock(), await restartableGateway(t)];
  const first = await clock.run(start);
  for (let n = 0; n < 20; n += 1) assertRejected(await tryCode(first, `a${n}@outx.test`, "203.0.113.9"), 401, "invalid_otp");
  for (let n = 20; n < 60; n += 1) assertRejected(await tryCode(first, `a${n}@outx.test`, "203.0.113.9"), 429, "rate_limited");
  first.kill();
  // Of twenty addresses, the network and the gateway.
  assert.equal(stored(first.folder), 22);

  // The alarms are overdue when it starts again.
  clock.offset(7 * DAY + 60_000);
  const second = await clock.run(start);
  const signal = AbortSignal.timeout(30_000);
  await sendRequest(second, "GET /_gateway/health");
  while (stored(second.folder) > 0) {
    assert.ok(!signal.aborted, `${stored(second.folder)} objects are left`);
    await sleep(100);
  }
  assertRejected(await tryCode(second, "a0@outx.test", "203.0.113.9"), 401, "invalid_otp");
});
