// A trap in the wasm rejects the calls in progress only. The next call uses a new instance, and no global error handler is needed.

import assert from "node:assert/strict";
import test, { after } from "node:test";

// Built by scripts/build/client-panicking: it traps in the state that the header x-outx-panic names.
import { ClientPanicError, Outx } from "../../target/panicking/external-node.js";

import { withoutBackoff } from "../support/backoff.mjs";
import { neverRespond, startServer } from "../support/server.mjs";
import { assertError, CALLS, KEY, rejection, SUCCESS, until } from "./support/client.mjs";

const strays = [];
process.on("unhandledRejection", (reason) => strays.push(reason));
process.on("uncaughtException", (error) => strays.push(error));
after(() => assert.deepEqual(strays, [], "something reached a global handler"));

const trapIn = (state) => ({ headers: { "x-outx-panic": state } });
const direct = ({ url }, options) => new Outx({ apiKey: () => Promise.resolve(KEY), baseUrl: url, ...options });

/** The states in which a call can trap, and the response that leads to each. */
const STATES = {
  Start: SUCCESS, Created: SUCCESS, AwaitingCredential: SUCCESS, AwaitingHeaders: SUCCESS, ReadingJson: SUCCESS, ReadingError: { status: 404 },
  AwaitingRetry: { status: 503 },
};

for (const [state, response] of Object.entries(STATES)) {
  test(`a trap in ${state}: this call rejects, the next one works`, async (t) => {
    withoutBackoff(t);
    const server = await startServer(t, response, SUCCESS);
    const outx = direct(server);
    const error = await rejection(outx.team.get(undefined, trapIn(state)));
    assertError(error, "ClientPanicError", "panic", { retryable: false, message: "internal error in outx-client; the next call uses a fresh instance" });
    assert.ok(error instanceof ClientPanicError);
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    await outx.team.get();
    await outx.team.get();
  });
}

test("all calls in progress are rejected, writes with an error that is not retryable, and their requests are cancelled", async (t) => {
  const server = await startServer(t, neverRespond);
  const [outx, other] = [direct(server), direct(server)];
  const pending = [outx, other].flatMap((client) => Object.values(CALLS).map((call) => rejection(call(client))));
  await until(() => server.requests.length === pending.length);
  assertError(await rejection(outx.team.get(undefined, trapIn("Start"))), "ClientPanicError", "panic");
  for (const error of await Promise.all(pending)) assertError(error, "ClientPanicError", "panic", { retryable: false });
});

test("a hundred traps in a row, each with other calls in progress", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server);
  for (let round = 0; round < 100; round += 1) {
    const others = Array.from({ length: 3 }, () => outx.team.get().then(() => "value", (error) => error.code));
    assertError(await rejection(outx.team.get(undefined, trapIn(round % 2 ? "AwaitingCredential" : "AwaitingHeaders"))), "ClientPanicError", "panic");
    for (const outcome of await Promise.all(others)) assert.ok(["value", "panic"].includes(outcome), outcome);
  }
  await outx.team.get();
});

test("a backoff ends at once", { timeout: 5_000 }, async (t) => {
  t.mock.method(Math, "random", () => 0.999);
  const server = await startServer(t, { status: 500 });
  const retries = [];
  const outx = direct(server, { hooks: { onRetry: (event) => retries.push(event) } });
  const sleeping = rejection(outx.team.get());
  await until(() => retries.length === 1);
  await rejection(outx.team.get(undefined, trapIn("Start")));
  assertError(await sleeping, "ClientPanicError", "panic");
});

test("a wait for a task rejects, and a new wait continues with the task", async (t) => {
  const server = await startServer(t, neverRespond, { body: { success: true, data: { id: "t-1", status: "completed", task_output: { sent: true } } } });
  const outx = direct(server);
  const waits = [rejection(outx.tasks.resume("t-1").wait()), rejection(outx.tasks.resume("t-1").wait())];
  await until(() => server.requests.length === 1);
  await rejection(outx.team.get(undefined, trapIn("Start")));
  for (const wait of waits) assertError(await wait, "ClientPanicError", "panic");
  assert.deepEqual(await outx.tasks.resume("t-1").wait(), { sent: true });
});

test("the release wasm ignores x-outx-panic", async (t) => {
  const shipped = await import("outx-client");
  const server = await startServer(t, SUCCESS);
  const outx = new shipped.Outx({ apiKey: KEY, baseUrl: server.url });
  for (const state of Object.keys(STATES)) await outx.team.get(undefined, trapIn(state));
});

test("the release wasm recovers too: an argument that throws when it is read is handled like a trap", async (t) => {
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
