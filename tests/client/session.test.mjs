// The session of a client at its gateway. tests/gateway/access/client-session.test.mjs tests the client against a real gateway.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import { Outx } from "outx-client";

import { startServer } from "../support/server.mjs";
import { assertError, direct, KEY, rejection, SUCCESS, through, until } from "./support/client.mjs";

const ADA = { access: "session", id: "5e55", email: "ada@outx.test", team: { id: "t", name: "Ada" }, expires_at: 2, renew_at: 1 };
const SHOWN = { body: { session: ADA } };
const OVER = { status: 401, body: { error: "the session has ended: sign in again", code: "session_expired" } };
const OTHER = {
  status: 401,
  body: { error: "x-outx-session-id names another session than the one that is signed in: reload the page", code: "session_expired" },
};
const NONE = { status: 401, body: { error: "sign in first", code: "missing_key" } };
const ENDED = { status: 204, body: "" };
const VERIFIED = { body: { user: {}, team: {}, session_id: "b0b" } };

const ids = ({ requests }) => requests.map(({ headers }) => headers["x-outx-session-id"]);

/** Records the events of a client until the test ends. */
function heard(t, outx) {
  const events = [];
  t.after(outx.auth.onChange((event) => events.push(event)));
  return events;
}

test("auth.session returns who is signed in", async (t) => {
  const server = await startServer(t, SHOWN);
  assert.deepEqual(await through(server).auth.session(), ADA);
  assert.deepEqual(server.requests.map(({ method, url }) => `${method} ${url}`), ["GET /_gateway/session"]);
});

for (const [what, response] of Object.entries({ "no credential": NONE, "a session that is over": OVER })) {
  test(`auth.session returns null for ${what}, and tells no listener`, async (t) => {
    const server = await startServer(t, response);
    const outx = through(server);
    const events = heard(t, outx);
    assert.equal(await outx.auth.session(), null);
    assert.deepEqual(events, []);
  });
}

test("auth.session rejects when the gateway fails", async (t) => {
  const server = await startServer(t, { status: 500, body: { error: "no", code: "misconfigured" } });
  assertError(await rejection(through(server).auth.session()), "ServerError", "misconfigured", { operation: "auth.session" });
});

test("a client with a token requests the session with it; without a token the session is null", async (t) => {
  const server = await startServer(t, SHOWN);
  assert.deepEqual(await through(server, { token: () => "outxs1.a" }).auth.session(), ADA);
  assert.equal(await through(server, { token: () => undefined }).auth.session(), null);
  assert.deepEqual(server.requests.map(({ headers }) => headers.authorization), ["Bearer outxs1.a"]);
});

test("a client with a cookie names the session it saw in every further call, derived clients too", async (t) => {
  const server = await startServer(t, SUCCESS, SHOWN, SUCCESS, SUCCESS, SHOWN);
  const outx = through(server);
  await outx.team.get();
  await outx.auth.session();
  await outx.team.get();
  await outx.withOptions({ timeoutMs: 5_000 }).team.get();
  await outx.auth.session();
  assert.deepEqual(ids(server), [undefined, undefined, "5e55", "5e55", "5e55"]);
});

test("a client stays with the session it saw, whatever a later response shows", async (t) => {
  const server = await startServer(t, SHOWN, { body: { session: { ...ADA, id: "other" } } }, SUCCESS);
  const outx = through(server);
  await outx.auth.session();
  await outx.auth.session();
  await outx.team.get();
  assert.deepEqual(ids(server), [undefined, "5e55", "5e55"]);
});

test("a sign-in binds the client to the new session, a sign-out to none", async (t) => {
  const server = await startServer(t, SHOWN, { body: { success: true } }, VERIFIED, SUCCESS, ENDED, SUCCESS);
  const outx = through(server);
  await outx.auth.session();
  await outx.auth.sendOtp({ email: "bob@outx.test" });
  await outx.auth.verifyOtp({ email: "bob@outx.test", otp: "123456" });
  await outx.team.get();
  await outx.auth.signOut();
  await outx.team.get();
  assert.deepEqual(ids(server), [undefined, undefined, undefined, "b0b", "b0b", undefined]);
});

test("a client with a token names no session: its token does", async (t) => {
  const server = await startServer(t, SHOWN, VERIFIED, SUCCESS);
  const outx = through(server, { token: () => "outxs1.a" });
  await outx.auth.session();
  await outx.auth.verifyOtp({ email: "bob@outx.test", otp: "123456" });
  await outx.team.get();
  assert.deepEqual(ids(server), [undefined, undefined, undefined]);
});

test("a caller cannot name the session itself", async () => {
  const error = await rejection(through({ url: "https://gateway.example" }).team.get({}, { headers: { "x-outx-session-id": "a" } }));
  assert.equal(error.message, "headers must not set x-outx-session-id, which the client sets itself");
});

test("auth.signOut ends the session, or all sessions of the user, and resolves if the session had already ended", async (t) => {
  const server = await startServer(t, ENDED, ENDED, OVER, OTHER);
  const outx = through(server);
  const events = heard(t, outx);
  assert.equal(await outx.auth.signOut(), undefined);
  await outx.auth.signOut({ everywhere: true });
  await outx.auth.signOut();
  await outx.auth.signOut({ everywhere: false });
  await through(server, { token: () => undefined }).auth.signOut();
  const session = "DELETE /_gateway/session";
  assert.deepEqual(server.requests.map(({ method, url }) => `${method} ${url}`), [session, `${session}?everywhere=true`, session, `${session}?everywhere=false`]);
  assert.deepEqual(events.slice(0, 4), ["signed-out", "signed-out", "signed-out", "signed-out"]);
});

test("auth.signOut rejects when the session may still be valid", async (t) => {
  const server = await startServer(t, { status: 503, body: { error: "the ledger cannot be reached", code: "upstream" } });
  const outx = through(server, { retry: false });
  const events = heard(t, outx);
  assertError(await rejection(outx.auth.signOut()), "ServerError", "upstream", { operation: "auth.signOut" });
  assertError(await rejection(outx.auth.signOut({ everywhere: "yes" })), "InvalidRequestError", "invalid_request", {
    message: 'everywhere must be true or false, got "yes" (auth.signOut)',
  });
  assert.deepEqual(events, []);
});

test("listeners are told of a sign-in, and once of a session that has ended", async (t) => {
  const server = await startServer(t, VERIFIED, OVER);
  const outx = through(server);
  const events = heard(t, outx);
  const fails = outx.auth.onChange(() => { throw new Error("a listener's own"); });
  await outx.auth.verifyOtp({ email: "bob@outx.test", otp: "123456" });
  await Promise.all([1, 2, 3].map(() => rejection(outx.team.get())));
  fails();
  assert.deepEqual(events, ["signed-in", "expired"]);
  assert.equal(await outx.auth.session(), null);
});

test("a removed listener is not called, and a second registration of the same function stays", async (t) => {
  const server = await startServer(t, ENDED);
  const outx = through(server);
  const events = [];
  const listener = (event) => events.push(event);
  const offs = [outx.auth.onChange(listener), outx.auth.onChange(listener)];
  offs[0]();
  offs[0]();
  await outx.auth.signOut();
  assert.deepEqual(events, ["signed-out"]);
  offs[1]();
  await outx.auth.signOut();
  assert.deepEqual(events, ["signed-out"]);
});

test("other tabs receive only the name of the event", async (t) => {
  const server = await startServer(t, VERIFIED, ENDED, OVER, OTHER);
  const [here, there] = [through(server), through(server)];
  const events = heard(t, there);
  const channel = new BroadcastChannel(`outx-client ${server.url}`);
  const words = [];
  channel.onmessage = ({ data }) => words.push(data);
  t.after(() => channel.close());
  await here.auth.verifyOtp({ email: "bob@outx.test", otp: "123456" });
  await here.auth.signOut();
  await rejection(here.team.get());
  await until(() => words.length === 3 && events.length === 3);
  assert.deepEqual([words, events], [["signed-in", "signed-out", "expired"], ["signed-in", "signed-out", "expired"]]);
  // Other messages are ignored, because any script of the origin can post to the channel.
  for (const data of ["", "signed-up", { event: "expired" }, null]) channel.postMessage(data);
  channel.postMessage("signed-out");
  await until(() => events.length === 4);
  assert.equal(events[3], "signed-out");
});

test("a session that another tab replaced ends in this tab only", async (t) => {
  const server = await startServer(t, SHOWN, OTHER, ENDED);
  const [here, there] = [through(server), through(server)];
  const [mine, theirs] = [heard(t, here), heard(t, there)];
  await here.auth.session();
  await rejection(here.team.get());
  assert.deepEqual(mine, ["expired"]);
  // This event does reach the other tab, which shows that the channel works and that the first one was not sent.
  await here.auth.signOut();
  await until(() => theirs.length > 0);
  assert.deepEqual(theirs, ["signed-out"]);
});

test("clients of another gateway do not receive the event", async (t) => {
  const [a, b] = [await startServer(t, ENDED), await startServer(t, ENDED)];
  const events = heard(t, through(b));
  const same = heard(t, through(a));
  await through(a).auth.signOut();
  await until(() => same.length > 0);
  assert.deepEqual(events, []);
});

test("a listener keeps no process alive", async () => {
  const client = import.meta.resolve("outx-client");
  const code = `const { Outx } = await import(${JSON.stringify(client)}); new Outx({ gateway: "https://gateway.example" }).auth.onChange(() => {});`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  assert.deepEqual(await once(worker, "exit"), [0]);
});

test("gateway.usage and gateway.health return the gateway's response", async (t) => {
  const usage = { days: [], codes: [], action_hours: [], actions: { hour: 0, limit: 50, reset_ms: 0 } };
  const health = { status: "ok", version: "0.1.0", access: ["session"], settings: { set: [], missing: [] }, problems: [] };
  const server = await startServer(t, { body: usage }, { body: usage }, { body: health });
  const outx = through(server);
  assert.deepEqual(await outx.gateway.usage({ days: 7 }), usage);
  const { data, response } = await outx.gateway.usage().withResponse();
  assert.deepEqual([data, response.status], [usage, 200]);
  assert.deepEqual(await outx.gateway.health(), health);
  assert.deepEqual(server.requests.map(({ url }) => url), ["/_gateway/usage?days=7", "/_gateway/usage", "/_gateway/health"]);
  const error = await rejection(outx.gateway.usage({ days: 91 }));
  assertError(error, "InvalidRequestError", "invalid_request", { message: "days must be a whole number from 1 to 90, got 91 (gateway.usage)" });
});

test("gateway.health returns the problems of a gateway that does not serve, without retries and without a token", async (t) => {
  const health = { status: "misconfigured", problems: [{ setting: "SESSION_SECRET", reason: "is missing" }] };
  const server = await startServer(t, { status: 500, body: health }, { status: 500, body: { error: "no" } });
  const outx = through(server, { token: () => assert.fail("no token is needed") });
  assert.deepEqual(await outx.gateway.health(), health);
  assert.equal(server.requests.length, 1);
  assertError(await rejection(outx.gateway.health()), "ServerError", "upstream", { status: 500 });
});

test("with an apiKey there is no session and no gateway, and each method says so", async (t) => {
  const server = await startServer(t, SUCCESS);
  const { auth, gateway } = direct(server);
  const message = (name) => `${name} asks a gateway, and this client has an apiKey: make one with gateway`;
  for (const [name, call] of Object.entries({ "auth.session": auth.session, "auth.signOut": auth.signOut, "gateway.usage": gateway.usage, "gateway.health": gateway.health })) {
    assertError(await rejection(call()), "InvalidRequestError", "invalid_request", { message: message(name) });
  }
  assert.throws(() => auth.onChange(() => {}), { message: message("auth.onChange") });
  assert.throws(() => new Outx({ gateway: server.url }).auth.onChange("signed-in"), { message: "the listener must be a function" });
  assert.equal(server.requests.length, 0);
});

test("the client's token is redacted in the error of auth.session", async (t) => {
  const server = await startServer(t, { status: 400, body: { error: `no ${KEY}` } });
  const error = await rejection(through(server, { token: () => KEY }).auth.session());
  assert.equal(error.message, "no [redacted] (auth.session)");
});
