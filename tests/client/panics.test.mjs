// A trap in the wasm rejects what is under way and nothing else: the next call finds a fresh instance, and no global handler is needed.

import assert from "node:assert/strict";
import test, { after } from "node:test";

// Built by scripts/build/client-panicking: it traps where the header x-outx-panic says.
import { ClientPanicError, Outx } from "../../target/panicking/node.js";

import { withoutBackoff } from "../support/backoff.mjs";
import { neverRespond, startServer } from "../support/server.mjs";
import { assertError, CALLS, KEY, rejection, SUCCESS, until } from "./support/client.mjs";

const strays = [];
process.on("unhandledRejection", (reason) => strays.push(reason));
process.on("uncaughtException", (error) => strays.push(error));
after(() => assert.deepEqual(strays, [], "something reached a global handler"));

const trapAt = (place) => ({ headers: { "x-outx-panic": place } });
const direct = ({ url }, options) => new Outx({ apiKey: () => Promise.resolve(KEY), baseUrl: url, ...options });

/** The places a call can trap at, and the answer that leads it there. */
const PLACES = { Begin: SUCCESS, Room: SUCCESS, Credential: SUCCESS, Head: SUCCESS, Value: SUCCESS, Text: { status: 404 }, Backoff: { status: 503 } };

for (const [place, answer] of Object.entries(PLACES)) {
  test(`a trap at ${place}: this call rejects, the next one works`, async (t) => {
    withoutBackoff(t);
    const server = await startServer(t, answer, SUCCESS);
    const outx = direct(server);
    const error = await rejection(outx.team.get(undefined, trapAt(place)));
    assertError(error, "ClientPanicError", "panic", { retryable: false, message: "outx-client failed by a defect of its own; the next call works" });
    assert.ok(error instanceof ClientPanicError);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    await outx.team.get();
    await outx.team.get();
  });
}

test("all calls under way reject, writes as not to be repeated, and their requests end", async (t) => {
  const server = await startServer(t, neverRespond);
  const [outx, other] = [direct(server), direct(server)];
  const pending = [outx, other].flatMap((client) => Object.values(CALLS).map((call) => rejection(call(client))));
  await until(() => server.requests.length === pending.length);
  assertError(await rejection(outx.team.get(undefined, trapAt("Begin"))), "ClientPanicError", "panic");
  for (const error of await Promise.all(pending)) assertError(error, "ClientPanicError", "panic", { retryable: false });
});

test("a hundred traps in a row, each with others under way", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server);
  for (let round = 0; round < 100; round += 1) {
    const others = Array.from({ length: 3 }, () => outx.team.get().then(() => "value", (error) => error.code));
    assertError(await rejection(outx.team.get(undefined, trapAt(round % 2 ? "Credential" : "Head"))), "ClientPanicError", "panic");
    for (const outcome of await Promise.all(others)) assert.ok(["value", "panic"].includes(outcome), outcome);
  }
  await outx.team.get();
});

test("a backoff under way is not slept out", { timeout: 5_000 }, async (t) => {
  t.mock.method(Math, "random", () => 0.999);
  const server = await startServer(t, { status: 500 });
  const retries = [];
  const outx = direct(server, { hooks: { onRetry: (event) => retries.push(event) } });
  const sleeping = rejection(outx.team.get());
  await until(() => retries.length === 1);
  await rejection(outx.team.get(undefined, trapAt("Begin")));
  assertError(await sleeping, "ClientPanicError", "panic");
});

test("who waits for a task is told, and a new wait goes on with the task", async (t) => {
  const server = await startServer(t, neverRespond, { body: { success: true, data: { id: "t-1", status: "completed", task_output: { sent: true } } } });
  const outx = direct(server);
  const waits = [rejection(outx.tasks.resume("t-1").wait()), rejection(outx.tasks.resume("t-1").wait())];
  await until(() => server.requests.length === 1);
  await rejection(outx.team.get(undefined, trapAt("Begin")));
  for (const wait of waits) assertError(await wait, "ClientPanicError", "panic");
  assert.deepEqual(await outx.tasks.resume("t-1").wait(), { sent: true });
});

test("the shipped wasm has no such door", async (t) => {
  const shipped = await import("outx-client");
  const server = await startServer(t, SUCCESS);
  const outx = new shipped.Outx({ apiKey: KEY, baseUrl: server.url });
  for (const place of Object.keys(PLACES)) await outx.team.get(undefined, trapAt(place));
});

test("the shipped wasm finds its fresh instance too: an argument that throws when it is looked at is as bad as a trap", async (t) => {
  const shipped = await import("outx-client");
  const server = await startServer(t, neverRespond, SUCCESS);
  const outx = new shipped.Outx({ apiKey: KEY, baseUrl: server.url });
  const pending = rejection(outx.team.get());
  await until(() => server.requests.length === 1);
  const hostile = new Proxy({}, { ownKeys: () => { throw new Error("do not look"); } });
  assertError(await rejection(outx.auth.sendOtp(hostile)), "ClientPanicError", "panic");
  assertError(await pending, "ClientPanicError", "panic", { retryable: false });
  assert.deepEqual(await outx.team.get(), SUCCESS.body);
});
