// Limiters store nothing after their last window has ended, and the number of objects that a network can create is limited.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { assertRejected } from "../../support/assertions.mjs";
import { Clock, clockUnavailable } from "../../support/clock.mjs";
import { countStoredLimiters, tryCode } from "../../support/limiter-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { restartableGateway } from "../../support/restartable-gateway.mjs";

const DAY = 86_400_000;

test("a network creates at most twenty limiter objects of addresses per hour, and all are deleted a week later", { skip: clockUnavailable }, async (t) => {
  const [clock, start] = [new Clock(), await restartableGateway(t)];
  const first = await clock.run(start);
  for (let n = 0; n < 20; n += 1) assertRejected(await tryCode(first, `a${n}@outx.test`, "203.0.113.9"), 401, "invalid_otp");
  for (let n = 20; n < 60; n += 1) assertRejected(await tryCode(first, `a${n}@outx.test`, "203.0.113.9"), 429, "rate_limited");
  first.kill();
  // Twenty for addresses, one for the network, one for the gateway.
  assert.equal(countStoredLimiters(first.folder), 22);

  // The alarms are overdue when the gateway starts again.
  clock.offset(7 * DAY + 60_000);
  const second = await clock.run(start);
  const signal = AbortSignal.timeout(30_000);
  await sendRequest(second, "GET /_gateway/health");
  while (countStoredLimiters(second.folder) > 0) {
    assert.ok(!signal.aborted, `${countStoredLimiters(second.folder)} objects are left`);
    await sleep(100);
  }
  assertRejected(await tryCode(second, "a0@outx.test", "203.0.113.9"), 401, "invalid_otp");
});
