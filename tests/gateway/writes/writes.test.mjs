// Many writes that each meet a fault: writes that are only delayed by it succeed, and none is done twice. 300 by default, 10,000 in
// `npm run test:all`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { withoutBackoff } from "../../support/backoff.mjs";
import { fileScope, startGateway } from "../../support/gateway.mjs";
import { signInForToken } from "../../support/sign-in.mjs";

const WRITES = process.env.TEST_ALL ? 10_000 : 300;
const POST = "urn:li:activity:7000000000000000001";
/** Each lane has its own path, so that a fault affects the write for which it was planned. */
const LANES = [
  ["fetch-profile", (outx) => outx.linkedin.fetchProfile({ profile_slug: "ada-example" })],
  ["fetch-company", (outx) => outx.linkedin.fetchCompany({ company_slug: "acme" })],
  ["fetch-company-posts", (outx) => outx.linkedin.fetchCompanyPosts({ company_slug: "acme" })],
  ["search-profiles", (outx) => outx.linkedin.searchProfiles({ keywords: "ada" })],
  ["fetch-connections", (outx) => outx.linkedin.fetchConnections({})],
  ["like-post", (outx) => outx.linkedin.likePost({ social_urn: POST })],
  ["comment-post", (outx) => outx.linkedin.commentPost({ social_urn: POST, comment_text: "nice" })],
];
/** Faults before the write takes effect, after which a retry is safe. */
const REJECTIONS = [
  { status: 429, headers: { "retry-after": "0" } },
  { status: 503, headers: { "retry-after": "0" } },
  { status: 307, redirect: "http://127.0.0.1:9/" },
];

const gateway = await startGateway(fileScope, { settings: { ACTIONS_PER_HOUR: "100000" } });
const token = await signInForToken(gateway);

/** Makes writes that each meet the next fault of `faults`. Returns the outcomes and the number of tasks that were created. */
async function write(writes, faults) {
  const outcomes = {};
  const before = await gateway.sandbox.createdTasks();
  let begun = 0;
  await Promise.all(
    LANES.map(async ([path, call]) => {
      const outx = new Outx({ gateway: gateway.url, token: () => token, actionsPerHour: 100_000 });
      while (begun < writes) {
        await gateway.sandbox.fault("POST", `/linkedin-agent/${path}`, faults[begun++ % faults.length]);
        const outcome = await call(outx).then(
          () => "ok",
          (error) => error.code,
        );
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    }),
  );
  await gateway.sandbox.clearFaults();
  return { outcomes, done: (await gateway.sandbox.createdTasks()) - before };
}

test("rate-limited writes succeed on retry, each once", async (t) => {
  withoutBackoff(t);
  const { outcomes, done } = await write(WRITES, REJECTIONS);
  t.diagnostic(`${WRITES} writes, ${JSON.stringify(outcomes)}, ${done} done`);
  assert.equal(done, outcomes.ok, "what succeeded was done once, and nothing else was done");
  assert.ok(outcomes.ok >= WRITES * 0.999, `${outcomes.ok} of ${WRITES} succeeded`);
});

test("writes whose response was lost take effect once", async (t) => {
  withoutBackoff(t);
  const writes = WRITES / 10;
  const { outcomes, done } = await write(writes, [{ reset: "after" }]);
  t.diagnostic(`${writes} writes, ${JSON.stringify(outcomes)}, ${done} done`);
  assert.equal(done, writes, "each was done once");
  assert.equal(outcomes.ok, undefined, "no caller was told that it is certain");
});
