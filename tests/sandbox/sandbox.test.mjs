// createSandbox in Node: its options, its fetch and its state.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { test } from "node:test";

import { Outx } from "outx-client";

import { createSandbox } from "outx-sandbox";

const TEAM = "https://api.outx.ai/api-team";

async function start(t, options) {
  const sandbox = await createSandbox(options);
  t.after(() => sandbox.stop());
  return sandbox;
}

const rejection = (promise) => promise.then(() => assert.fail("it resolved"), (error) => error);
const withKey = (sandbox, init) => ({ ...init, headers: { ...init?.headers, "x-api-key": sandbox.key } });

test("a client takes its fetch and key", async (t) => {
  const sandbox = await start(t);
  const outx = new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch });
  await sandbox.fault("GET", "/api-team", { status: 503, headers: { "retry-after": "0" } });
  assert.equal((await outx.team.get()).plan.name, "Pro");
  assert.equal(outx.usage().retries, 1);
  assert.deepEqual((await sandbox.requests()).map(({ method, path }) => `${method} ${path}`), ["GET /api-team", "GET /api-team"]);
  await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
  assert.equal(await sandbox.createdTasks(), 1);
});

test("the same seed repeats ids, keys and codes, and another seed changes them", async (t) => {
  const read = async (options) => {
    const sandbox = await start(t, options);
    await sandbox.fetch("http://x/linkedin-agent/auth-send-otp", { method: "POST", body: '{"email":"demo@outx.test"}' });
    const { data } = await (await sandbox.fetch("http://x/api-posts", withKey(sandbox))).json();
    return [sandbox.key, await sandbox.otp("demo@outx.test"), data.map(({ id }) => id)];
  };
  const [first, same, other, none, zero] = await Promise.all([{ seed: 7 }, { seed: 7 }, { seed: 8 }, undefined, { seed: 0 }].map(read));
  assert.deepEqual(same, first);
  assert.deepEqual(zero, none);
  for (const [at, value] of first.entries()) assert.notDeepEqual(other[at], value);
});

test("with a seed and a time, all data repeats", async (t) => {
  const now = new Date("2026-03-01T12:00:00Z");
  const read = async () => {
    const sandbox = await start(t, { seed: 3, now });
    return (await (await sandbox.fetch("http://x/api-posts?page_size=100", withKey(sandbox))).json()).data;
  };
  // With a fixed time, the timestamps repeat too.
  const posts = await read();
  assert.deepEqual(await read(), posts);
  assert.ok(posts.every(({ created_at }) => created_at < now.getTime()));
});

test("the clock advances, and a reset keeps the key", async (t) => {
  const sandbox = await start(t);
  const status = async () => (await sandbox.fetch("http://x/api-posts", withKey(sandbox))).status;
  const { key } = sandbox;
  const before = Date.now();
  assert.ok((await sandbox.advance(172_800_001)) >= before + 172_800_001);
  assert.equal(await status(), 403);
  const { id } = await sandbox.demoTeam();
  assert.equal((await sandbox.setTeam(id, { extension: "active" })).extension, "active");
  assert.equal(await status(), 200);
  assert.equal((await sandbox.switch({ unauthorized_text: "old" })).unauthorized_text, "old");
  await sandbox.reset();
  assert.equal((await sandbox.teams())[0].api_key, key);
  assert.equal((await (await sandbox.fetch(TEAM)).json()).error, "Missing API Key");
});

test("sandboxes are independent", async (t) => {
  const [one, two] = await Promise.all([start(t), start(t)]);
  await one.fault(undefined, undefined, { status: 500 });
  assert.equal((await two.fetch(TEAM, withKey(two))).status, 200);
  assert.equal((await one.fetch(TEAM, withKey(one))).status, 500);
  await one.stop();
  assert.equal((await two.fetch(TEAM, withKey(two))).status, 200);
});

test("invalid options and control calls are rejected with the reason", async (t) => {
  assert.equal((await rejection(createSandbox({ sede: 1 }))).message, 'createSandbox: unknown option "sede"; expected seed, now');
  for (const seed of [-1, 1.5, "7", Number.NaN, 2 ** 53]) {
    const { name, message } = await rejection(createSandbox({ seed }));
    assert.equal(name, "RangeError");
    assert.equal(message, `createSandbox: invalid "seed": got ${seed}, expected an integer from 0 to 9007199254740991`);
  }
  const sandbox = await start(t);
  assert.equal((await rejection(sandbox.otp("new@outx.test"))).message, "no one-time code was sent to new@outx.test; call auth.sendOtp first");
  assert.equal((await rejection(sandbox.setTeam("x", {}))).message, 'POST /__sandbox/teams/x returned 404: unknown team id "x"; GET /__sandbox/teams lists the teams');
  assert.match((await rejection(sandbox.switch({ colour: 1 }))).message, /^POST \/__sandbox\/switches returned 400: unknown field `colour`/);
});

test("a reset rejects as Node's fetch does", async (t) => {
  const sandbox = await start(t);
  await sandbox.fault("GET", "/api-team", { reset: "after" });
  const error = await rejection(sandbox.fetch(TEAM, withKey(sandbox)));
  assert.deepEqual([error.name, error.message, error.cause.code], ["TypeError", "fetch failed", "ECONNRESET"]);
});

test("an abort ends a delay at once, with the caller's reason", async (t) => {
  const sandbox = await start(t);
  await sandbox.fault("GET", "/api-team", { delay_ms: 60_000 });
  const controller = new AbortController();
  const pending = rejection(sandbox.fetch(TEAM, withKey(sandbox, { signal: controller.signal })));
  const reason = new Error("enough");
  setTimeout(() => controller.abort(reason), 20);
  assert.equal(await pending, reason);
  assert.equal(await rejection(sandbox.fetch(TEAM, withKey(sandbox, { signal: controller.signal }))), reason);
  assert.equal((await sandbox.requests()).length, 1, "an aborted request is not sent");
});

test("redirects are returned, rejected or followed, as the request says", async (t) => {
  const seen = [];
  const other = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end("elsewhere");
  }).listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const elsewhere = `http://127.0.0.1:${other.address().port}/caught`;
  const sandbox = await start(t);
  const redirected = async (to, init) => {
    await sandbox.fault(undefined, "/api-like", { redirect: to });
    return sandbox.fetch("https://api.outx.ai/api-like", withKey(sandbox, { method: "POST", body: "{}", ...init }));
  };
  const manual = await redirected(elsewhere, { redirect: "manual" });
  assert.deepEqual([manual.status, manual.headers.get("location")], [302, elsewhere]);
  assert.equal((await rejection(redirected(elsewhere, { redirect: "error" }))).cause.message, "unexpected redirect");
  assert.deepEqual(seen, []);
  const followed = await redirected(elsewhere, { headers: { authorization: "Bearer secret" } });
  assert.equal(await followed.text(), "elsewhere");
  assert.deepEqual(seen, ["GET /caught undefined"]);
  const same = await redirected("/api-team");
  assert.deepEqual([same.status, same.url], [200, "https://api.outx.ai/api-team"]);
  await sandbox.fault(undefined, "/api-team", { redirect: "/api-team" }, 100);
  assert.equal((await rejection(sandbox.fetch(TEAM))).cause.message, "redirect count exceeded");
});

test("control paths are denied to other hosts in process too", async (t) => {
  const sandbox = await start(t);
  assert.equal((await sandbox.fetch("https://api.outx.ai/__sandbox/teams")).status, 403);
  assert.equal((await sandbox.fetch("http://localhost/__sandbox/teams")).status, 200);
});

test("a stopped sandbox rejects requests and calls", async (t) => {
  const sandbox = await start(t);
  await sandbox.stop();
  await sandbox.stop();
  assert.equal((await rejection(sandbox.fetch(TEAM))).cause.code, "ECONNREFUSED");
  assert.equal((await rejection(sandbox.teams())).message, "the sandbox is stopped; create another one");
});
