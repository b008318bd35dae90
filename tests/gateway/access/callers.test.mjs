// Named callers: what a token may call, its own budget, and usage by caller.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertNothingSent, assertRejected } from "../../support/assertions.mjs";
import { TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";

const FETCH = "POST /linkedin-agent/fetch-profile";
const PROFILE = { profile_slug: "ada-example" };
const settingsOf = ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key, ACTIONS_PER_HOUR: "6" });
const gateway = await startGateway(fileScope, { settings: settingsOf });

test("a token with ops calls nothing else, and nothing is sent", () => assertNothingSent(gateway, async () => {
  const token = signJwt({ ops: ["posts.list", "watchlists.keyword.*"], scope: "write" });
  const text = "team.get is not among the operations of this token (ops): ask its issuer for one that has it";
  assertRejected(await sendRequest(gateway, "GET /api-team", { token }), 403, "access_denied", text);
  assertRejected(await sendRequest(gateway, FETCH, { token, body: PROFILE }), 403, "access_denied");
}));

test("a token with ops calls what it lists", async () => {
  const token = signJwt({ ops: ["team.*", "watchlists.keyword.list"] });
  for (const what of ["GET /api-team", "GET /api-keyword-watchlist"]) assert.equal((await sendRequest(gateway, what, { token })).status, 200);
});

test("a token that lists an operation that does not exist is rejected", async () => {
  const response = await sendRequest(gateway, "GET /api-team", { token: signJwt({ ops: ["team.gets"] }) });
  assertRejected(response, 401, "invalid_key", /^the token has ops that is not a list of operations, such as posts\.list/);
});

test("a caller's own budget ends before the team's, is the same for all its tokens, and leaves others theirs", async (t) => {
  const own = await startGateway(t, { settings: settingsOf });
  const limited = (exp) => signJwt({ sub: "importer", name: "Nightly import", scope: "write", actions_per_hour: 2, exp });
  const soon = Math.floor(Date.now() / 1000) + 200;
  const fetchProfile = (token) => sendRequest(own, FETCH, { token, body: PROFILE });
  for (const exp of [soon, soon + 1]) assert.equal((await fetchProfile(limited(exp))).status, 200);
  const exhausted = await fetchProfile(limited(soon + 2));
  assertRejected(exhausted, 429, "action_budget", "this caller's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again");
  assert.ok(Number(exhausted.headers.get("retry-after")) > 3_500);
  // Four of the team's six are left, to whichever caller.
  for (let times = 0; times < 4; times += 1) assert.equal((await fetchProfile(signJwt({ sub: `other-${times}`, scope: "write" }))).status, 200);
  assertRejected(await fetchProfile(signJwt({ sub: "other", scope: "write" })), 429, "action_budget", "the team's LinkedIn actions of this hour are used up: wait as long as retry-after says and try again");
});

test("an action that the API rejected does not use up the caller's own budget", async (t) => {
  const own = await startGateway(t, { settings: settingsOf });
  const token = signJwt({ sub: "importer", scope: "write", actions_per_hour: 1 });
  await own.sandbox.fault("POST", "/linkedin-agent/fetch-profile", { status: 403, body: { error: "Plugin installation required" } });
  assertRejected(await sendRequest(own, FETCH, { token, body: PROFILE }), 403, "extension_inactive");
  // The outcome is recorded after the response.
  let response;
  do response = await sendRequest(own, FETCH, { token, body: PROFILE });
  while (response.status === 429);
  assert.equal(response.status, 200, response.text);
  assertRejected(await sendRequest(own, FETCH, { token, body: PROFILE }), 429, "action_budget");
});

test("usage has the calls and failures of each caller by operation, with the name in its token", async (t) => {
  const own = await startGateway(t, { settings: settingsOf });
  const importer = signJwt({ sub: "importer", name: "Nightly import" });
  const visitor = signJwt({ sub: "visitor-2" });
  for (let calls = 0; calls < 3; calls += 1) await sendRequest(own, "GET /api-team", { token: importer });
  await own.sandbox.fault("GET", "/api-keyword-watchlist", { status: 500 });
  await sendRequest(own, "GET /api-keyword-watchlist", { token: importer });
  await sendRequest(own, "GET /api-team", { token: visitor });
  const usage = await sendRequest(own, "GET /_gateway/usage?days=1", { token: visitor });
  const rows = usage.body.callers.map(({ caller: _, ...row }) => row).sort((one, two) => two.calls - one.calls || one.name.localeCompare(two.name));
  assert.deepEqual(rows, [
    { kind: "token", name: "Nightly import", operation: "team.get", calls: 3, failures: 0 },
    { kind: "token", name: "", operation: "team.get", calls: 1, failures: 0 },
    { kind: "token", name: "Nightly import", operation: "watchlists.keyword.list", calls: 1, failures: 1 },
  ]);
  assert.equal(new Set(usage.body.callers.map(({ caller }) => caller)).size, 2);
  assert.ok(usage.body.callers.every(({ caller }) => /^[0-9a-f]{32}$/.test(caller)));
  await assertHidden(own, usage, own.key);
});

test("a name that contains the key is redacted", async (t) => {
  const own = await startGateway(t, { settings: settingsOf });
  const token = signJwt({ sub: "sly", name: own.key, scope: "write" });
  await sendRequest(own, "GET /api-team", { token });
  await sendRequest(own, FETCH, { token, body: PROFILE });
  for (const route of ["usage", "audit", "requests"]) {
    const response = await sendRequest(own, `GET /_gateway/${route}`, { token });
    assert.equal(response.status, 200, response.text);
    await assertHidden(own, response, own.key);
  }
});
