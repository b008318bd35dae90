// The conditions on which `npm run soak` fails, on a quiet machine and on a busy one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { judge } from "../../benches/lib/soak-report.mjs";

const REQUESTS = 150_000;

/** The measurements of a soak without faults, with the given changes. */
function soak({ part = {}, visitors = {}, last = {}, kB = 100_000, bytes = 1_000_000 } = {}) {
  const fine = { mean: 5, errors: 0, lost: 0, doubled: 0 };
  const tenths = Array.from({ length: 10 }, (_, index) => ({ ...fine, ...(index === 3 && part), ...(index === 9 && last) }));
  const rss = Array.from({ length: 100 }, (_, index) => ({ requests: (index + 1) * REQUESTS / 100, kB: index < 60 ? 100_000 : kB }));
  const used = [{ requests: 60_000, bytes: 1_000_000 }, { requests: REQUESTS, bytes }];
  return { tenths, visitors: { ...fine, ...visitors }, rss, reads: rss.length, used };
}

test("a soak without a fault passes", () => {
  assert.deepEqual(judge(soak()), []);
  assert.deepEqual(judge(soak({ bytes: 1_000_000 + 0.4 * 90_000, kB: 104_000, last: { mean: 5.4 } })), []);
});

for (const isBusy of [false, true]) {
  test(`a fault that load by other programs cannot cause fails ${isBusy ? "on a busy machine too" : "on a quiet machine"}`, () => {
    const cases = [
      [{ part: { errors: 2 }, visitors: { errors: 1 } }, "3 requests failed; look at the gateway's log"],
      [{ part: { lost: 1 } }, "1 requests have no response, or more than one"],
      [{ part: { lost: 1 }, visitors: { lost: -1 } }, "2 requests have no response, or more than one"],
      [{ visitors: { doubled: 4 } }, "4 calls more or fewer came to the API than were asked of the gateway"],
      [{ bytes: 1_000_000 + 90_000 }, "1.0 bytes per request stay in use of V8's heap; fewer than 0.5, or something leaks"],
    ];
    for (const [change, failure] of cases) assert.deepEqual(judge(soak(change), isBusy), [failure]);
  });
}

test("latency and resident memory are checked on a quiet machine only", () => {
  const slowAndLarge = soak({ last: { mean: 10 }, kB: 120_000 });
  assert.deepEqual(judge(slowAndLarge), [
    "memory grew 1.200 times after 50000 requests; at most 1.05",
    "the last tenth took 2.00 times the first's mean; at most 1.1",
  ]);
  assert.deepEqual(judge(slowAndLarge, true), []);
});
