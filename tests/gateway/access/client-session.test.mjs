// The client's session API against the gateway: two tabs of one browser share a cookie, and neither acts for the user of the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outx } from "outx-client";

import { assertNothingSent, requestsDuring } from "../../support/assertions.mjs";
import { DEMO, fileScope, startGateway } from "../../support/gateway.mjs";
import { cookieOf, signInForToken } from "../../support/sign-in.mjs";

const BERT = "bert@outx.test";

const gateway = await startGateway(fileScope);

/** A browser, whose tabs all send the cookie that any of them received last. */
function browser() {
  let cookie;
  const fetch = async (url, init) => {
    const headers = { ...init.headers, origin: gateway.url, ...(cookie && { cookie }) };
    const response = await globalThis.fetch(url, { ...init, headers });
    const set = cookieOf(response);
    if (/^(__Host-)?outx_session=/.test(set)) cookie = set.endsWith("=") ? undefined : set;
    return response;
  };
  return { tab: () => new Outx({ gateway: gateway.url, fetch }) };
}

async function signIn(outx, email) {
  await outx.auth.sendOtp({ email });
  return outx.auth.verifyOtp({ email, otp: await gateway.sandbox.otp(email) });
}

const isOver = ({ name, code }) => name === "AuthenticationError" && code === "session_expired";

test("the session is that of the user who signed in, until the sign-out", async () => {
  const outx = browser().tab();
  assert.equal(await outx.auth.session(), null);
  const { session_id } = await signIn(outx, DEMO);
  const session = await outx.auth.session();
  assert.deepEqual([session.access, session.email, session.id, session.team.id], ["session", DEMO, session_id, gateway.team.id]);
  await outx.auth.signOut();
  assert.equal(await outx.auth.session(), null);
  await outx.auth.signOut();
});

for (const [how, look] of Object.entries({
  "that looked up its session": async (tab) => assert.equal((await tab.auth.session()).email, DEMO),
  "that signed in": (tab) => signIn(tab, DEMO),
})) {
  test(`a tab ${how} does nothing under the session of another user`, async () => {
    const { tab } = browser();
    const [ada, bert] = [tab(), tab()];
    await signIn(ada, DEMO);
    const page = how === "that signed in" ? ada : tab();
    if (page !== ada) await look(page);
    await bert.auth.signOut();
    await signIn(bert, BERT);
    const events = [];
    page.auth.onChange((event) => events.push(event));
    await assertNothingSent(gateway, async () => {
      await assert.rejects(page.watchlists.keyword.create({ keywords: ["secret of another team"] }), isOver);
      await assert.rejects(page.withOptions({ timeoutMs: 5_000 }).team.get(), isOver);
      await assert.rejects(page.request({ method: "GET", path: "/api-team" }), isOver);
      await assert.rejects(page.gateway.usage(), isOver);
      assert.equal(await page.auth.session(), null);
      await page.auth.signOut();
    });
    assert.deepEqual(events, ["expired", "signed-out"]);
    assert.equal((await bert.auth.session()).email, BERT, "whose session goes on");
    assert.equal((await tab().auth.session()).email, BERT, "as a reloaded page shows");
  });
}

test("two tabs share one session, and a sign-out in one ends it in both", async () => {
  const { tab } = browser();
  const [one, two] = [tab(), tab()];
  await signIn(one, DEMO);
  await two.auth.session();
  await Promise.all([one.team.get(), two.team.get()]);
  await one.auth.signOut();
  await assert.rejects(two.team.get(), { name: "AuthenticationError" });
  assert.equal(await two.auth.session(), null);
});

test("a client with a token has a session, usage and a sign-out", async () => {
  const token = await signInForToken(gateway);
  const outx = new Outx({ gateway: gateway.url, token: () => token });
  assert.equal((await outx.auth.session()).email, DEMO);
  const sent = await requestsDuring(gateway, () => outx.team.get());
  assert.equal(sent.length, 1);
  assert.equal((await outx.gateway.usage({ days: 1 })).actions.limit, 50);
  await outx.auth.signOut();
  assert.equal(await outx.auth.session(), null);
});

test("health needs no session", async () => {
  const { status, problems } = await new Outx({ gateway: gateway.url }).gateway.health();
  assert.deepEqual([status, problems], ["ok", []]);
});

test("health of a gateway without its settings names them", async (t) => {
  const broken = await startGateway(t, { settings: { SESSION_SECRET: undefined }, upstream: gateway.sandbox });
  const { status, problems } = await new Outx({ gateway: broken.url }).gateway.health();
  assert.deepEqual([status, problems.map(({ setting }) => setting)], ["misconfigured", ["SESSION_SECRET"]]);
});
