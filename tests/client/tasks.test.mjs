// Tasks are polled at the documented pace, with one poll for all waits, and are never created twice. The test controls the time.

import assert from "node:assert/strict";
import test from "node:test";

import { Task, readProfile, ready } from "outx-client";

import { assertError, direct, KEY, reactive, rejection, until } from "./support/client.mjs";

// The wasm is loaded before the timers are mocked.
await ready();

const ID = "3d6f9a10-0000-4000-8000-000000000010";
const OUTPUT = { name: "Ada Example" };

/** A client whose polls return these states; the last one is repeated. `polls` has the time of each poll. */
function polled(t, ...script) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const began = Date.now();
  const polls = [];
  const creations = [];
  const fetch = async (url, { signal }) => {
    if (!url.includes("get-task-status")) {
      creations.push(url);
      return Response.json({ success: true, api_agent_task_id: ID });
    }
    const step = script[Math.min(polls.length, script.length - 1)];
    polls.push(Date.now() - began);
    if (typeof step === "function") return step(signal);
    return Response.json({ success: true, data: { id: ID, status: step, task_input: {}, task_output: step === "completed" ? OUTPUT : null } });
  };
  return { outx: direct({ url: "https://api.example" }, { fetch, retry: false }), polls, creations };
}

/** Lets time run in small steps until a promise has settled. */
async function runUntilSettled(t, promise, stepMs = 250) {
  let settled = false;
  promise.then(() => (settled = true), () => (settled = true));
  while (!settled) {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (!settled) t.mock.timers.tick(stepMs);
  }
  return promise;
}

test("the first poll is at once, the next after 5 s growing by a quarter to 15 s", async (t) => {
  const { outx, polls } = polled(t, ...Array(8).fill("pending"), "completed");
  const output = await runUntilSettled(t, outx.tasks.resume(ID).wait());
  assert.deepEqual(output, OUTPUT);
  assert.deepEqual(polls, [0, 5_000, 11_250, 19_250, 29_250, 41_500, 56_500, 71_500, 86_500]);
});

test("a task is created once, and its handle has the id", async (t) => {
  const { outx, creations } = polled(t, "pending", "processing", "completed");
  const task = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
  assert.ok(task instanceof Task);
  assert.equal(task.id, ID);
  await runUntilSettled(t, task.wait());
  assert.equal(creations.length, 1);
});

test("iteration yields the states as they are seen, the final one last; an unknown one is not final", async (t) => {
  const { outx } = polled(t, "pending", "processing", "paused_by_linkedin", "completed");
  const states = [];
  await runUntilSettled(t, (async () => {
    for await (const { status } of outx.tasks.resume(ID)) states.push(status);
  })());
  assert.deepEqual(states, ["pending", "processing", "paused_by_linkedin", "completed"]);
});

test("a failed task is task_failed with the reason and the id", async (t) => {
  const failed = (output) => () => Response.json({ success: true, data: { id: ID, status: "failed", task_output: output } });
  for (const [output, reason] of [["not connected", "not connected"], [{ error: "not connected" }, "not connected"], [null, "no reason was given"]]) {
    const { outx } = polled(t, failed(output));
    const error = await rejection(outx.tasks.resume(ID).wait());
    assertError(error, "TaskError", "task_failed", { taskId: ID, retryable: false, message: `the task failed: ${reason} (${ID})` });
    t.mock.timers.reset();
  }
});

test("a wait ends with a last poll and task_timeout with the id, by which the task is resumed", async (t) => {
  const { outx, polls } = polled(t, "pending", "pending", "pending", "completed");
  const error = await runUntilSettled(t, rejection(outx.tasks.resume(ID).wait({ timeoutMs: 6_000 })));
  assertError(error, "TaskError", "task_timeout", { taskId: ID, retryable: true });
  assert.deepEqual(polls, [0, 5_000, 6_000]);
  assert.deepEqual(await runUntilSettled(t, outx.tasks.resume(error.taskId).wait()), OUTPUT);
});

test("a wait lasts 150 s by default", async (t) => {
  const { outx, polls } = polled(t, "pending");
  const began = Date.now();
  assertError(await runUntilSettled(t, rejection(outx.tasks.resume(ID).wait())), "TaskError", "task_timeout");
  assert.equal(Date.now() - began, 150_000);
  assert.ok(polls.length <= 30);
});

test("a task that ended in the last interval is not missed", async (t) => {
  const { outx, polls } = polled(t, "pending", "pending", "completed");
  assert.deepEqual(await runUntilSettled(t, outx.tasks.resume(ID).wait({ timeoutMs: 6_000 })), OUTPUT);
  assert.deepEqual(polls, [0, 5_000, 6_000]);
});

test("a last poll without a response ends 2 s after the wait", async (t) => {
  const silence = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { outx, polls } = polled(t, "pending", silence);
  const began = Date.now();
  assertError(await runUntilSettled(t, rejection(outx.tasks.resume(ID).wait({ timeoutMs: 1_000 }))), "TaskError", "task_timeout");
  assert.deepEqual([polls, Date.now() - began], [[0, 1_000], 3_000]);
});

test("a poll in flight when a wait ends is its last one", async (t) => {
  let respond;
  const slow = () => new Promise((resolve) => (respond = resolve));
  const { outx, polls } = polled(t, "pending", slow);
  const wait = outx.tasks.resume(ID).wait({ timeoutMs: 5_500 });
  wait.catch(() => {});
  await runUntilSettled(t, until(() => polls.length === 2));
  t.mock.timers.tick(1_000);
  respond(Response.json({ success: true, data: { id: ID, status: "completed", task_input: {}, task_output: OUTPUT } }));
  assert.deepEqual(await wait, OUTPUT);
  assert.equal(polls.length, 2);
});

test("the last poll of one wait does not change the pace of another", async (t) => {
  const { outx, polls } = polled(t, ...Array(4).fill("pending"), "completed");
  const task = outx.tasks.resume(ID);
  const short = rejection(task.wait({ timeoutMs: 6_000 }));
  assert.deepEqual(await runUntilSettled(t, task.wait()), OUTPUT);
  assertError(await short, "TaskError", "task_timeout");
  assert.deepEqual(polls, [0, 5_000, 6_000, 12_250, 20_250]);
});

test("a consumer that looks at a state past the end of its wait gets a last poll", async (t) => {
  const { outx, polls } = polled(t, "pending", "completed");
  const states = outx.tasks.resume(ID).states({ timeoutMs: 1_000 });
  await states.next();
  t.mock.timers.tick(10_000);
  assert.equal((await states.next()).value.status, "completed");
  assert.equal(polls.length, 2);
});

test("many waits share one poll, and a late one gets the newest state", async (t) => {
  const { outx, polls } = polled(t, "pending", "pending", "completed");
  const waiters = Array.from({ length: 100 }, () => outx.tasks.resume(ID).wait());
  await until(() => polls.length === 1);
  const late = outx.tasks.resume(ID)[Symbol.asyncIterator]();
  assert.equal((await late.next()).value.status, "pending");
  const outputs = await runUntilSettled(t, Promise.all(waiters));
  assert.ok(outputs.every((output) => output.name === OUTPUT.name));
  assert.equal(polls.length, 3);
  await late.return();
});

test("one waiter's abort or timeout leaves the others waiting", async (t) => {
  const { outx, polls } = polled(t, "pending", "pending", "completed");
  const controller = new AbortController();
  const task = outx.tasks.resume(ID);
  const [aborted, timedOut, patient] = [rejection(task.wait({ signal: controller.signal })), rejection(task.wait({ timeoutMs: 1_000 })), task.wait()];
  await until(() => polls.length === 1);
  controller.abort("enough");
  assert.equal(await aborted, "enough");
  assert.deepEqual(await runUntilSettled(t, patient), OUTPUT);
  assertError(await timedOut, "TaskError", "task_timeout");
});

test("an abort ends a wait at once: between polls, and during one", async (t) => {
  const silence = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  for (const script of [["pending"], [silence]]) {
    const { outx, polls } = polled(t, ...script);
    const controller = new AbortController();
    const wait = rejection(outx.tasks.resume(ID).wait({ signal: controller.signal }));
    await until(() => polls.length === 1);
    controller.abort("enough");
    assert.equal(await wait, "enough");
    t.mock.timers.tick(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(polls.length, 1, "without a wait nothing is polled");
    t.mock.timers.reset();
  }
});

test("a wait with an aborted signal sends no poll", async (t) => {
  const { outx, polls } = polled(t, "completed");
  assert.equal(await rejection(outx.tasks.resume(ID).wait({ signal: AbortSignal.abort("enough") })), "enough");
  assert.equal(polls.length, 0);
});

test("a poll that fails transiently is repeated; the task is not created again", async (t) => {
  const fail = (status, headers) => () => Response.json({ error: "no" }, { status, headers });
  const lost = () => { throw new TypeError("fetch failed"); };
  const { outx, polls, creations } = polled(t, fail(500), lost, fail(429, { "retry-after": "30" }), "completed");
  const task = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
  assert.deepEqual(await runUntilSettled(t, task.wait()), OUTPUT);
  assert.deepEqual(polls, [0, 5_000, 11_250, 41_250]);
  assert.equal(creations.length, 1);
});

test("a poll that fails permanently rejects every wait with its own error", async (t) => {
  const { outx } = polled(t, () => Response.json({ error: "Agent task not found" }, { status: 404 }));
  const errors = await Promise.all(Array.from({ length: 3 }, () => rejection(outx.tasks.resume(ID).wait())));
  for (const error of errors) assertError(error, "NotFoundError", "not_found", { operation: "tasks.get", status: 404 });
});

test("after an error a new wait polls again", async (t) => {
  const { outx } = polled(t, () => Response.json({ error: "Invalid API Key" }, { status: 401 }), "completed");
  const task = outx.tasks.resume(ID);
  assertError(await rejection(task.wait()), "AuthenticationError", "invalid_key");
  assert.deepEqual(await runUntilSettled(t, task.wait()), OUTPUT);
});

test("a slow consumer triggers no polling", async (t) => {
  const { outx, polls } = polled(t, "pending", "completed");
  const states = outx.tasks.resume(ID).states();
  await states.next();
  t.mock.timers.tick(120_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(polls.length, 1);
  assert.equal((await states.next()).value.status, "completed");
  assert.ok((await states.next()).done);
});

test("a handle shows its id and nothing else", async (t) => {
  const { outx } = polled(t, "pending");
  assert.equal(JSON.stringify(outx.tasks.resume(ID)), `{"id":"${ID}"}`);
  assert.ok(!JSON.stringify(outx.tasks.resume(ID)).includes(KEY));
  for (const id of [undefined, "", 7]) assert.throws(() => outx.tasks.resume(id), { code: "invalid_request", message: "id must be the id of a task" });
});

test("a task and a client work destructured, behind a proxy, and with a wrong this", async (t) => {
  const { outx } = polled(t, "completed");
  const task = outx.tasks.resume(ID);
  const other = outx.tasks.resume(ID).wait();
  const { usage } = outx;
  const { wait, states } = task;
  for (const count of [usage, reactive(outx).usage, () => usage.call(null), () => usage.call({})]) assert.equal(count().actionsPerHour, 50);
  const seen = [];
  for await (const { status } of reactive(task)) seen.push(status);
  assert.deepEqual(seen.at(-1), "completed");
  for await (const { status } of states()) assert.equal(status, "completed");
  const output = await other;
  assert.deepEqual(await wait(), output, "no call in flight was ended");
  assert.deepEqual(await reactive(task).wait(), output);
  assert.deepEqual(await wait.call(undefined), output);
  assert.deepEqual(Object.keys(task), ["id"]);
});

test("a profile is read from both shapes of the API, the raw one kept", () => {
  const flat = { name: "Ada Example", headline: "Engineer", location: "Paris", profile_url: "https://www.linkedin.com/in/ada-example" };
  const nested = { profile: { full_name: "Ada Example", headline: "Engineer", location: "Paris", profile_slug: "ada-example", profile_urn: "urn:li:fsd_profile:ACoA" } };
  const common = { name: "Ada Example", headline: "Engineer", location: "Paris", slug: "ada-example" };
  assert.deepEqual(readProfile(flat), { ...common, urn: undefined, raw: flat });
  assert.deepEqual(readProfile(nested), { ...common, urn: "urn:li:fsd_profile:ACoA", raw: nested });
  assert.equal(readProfile(nested).raw, nested);
  assert.equal(readProfile({ profile: { profile_url: "https://www.linkedin.com/in/r%C3%A9da-example-1" } }).slug, "réda-example-1");
  assert.equal(readProfile({ profile: { profile_slug: "r%C3%A9da" } }).slug, "réda");
  assert.equal(readProfile({ profile: { profile_slug: "100%" } }).slug, "100%", "not an escape");
  assert.deepEqual(readProfile(null), { name: undefined, headline: undefined, location: undefined, slug: undefined, urn: undefined, raw: null });
});
