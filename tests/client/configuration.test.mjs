// Options of a client other than its address: derived clients, environment variables, headers, fetch options, logs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";

import { Outx } from "outx-client";

import { withoutBackoff } from "../support/backoff.mjs";
import { neverRespond, resetConnection, startServer } from "../support/server.mjs";
import { assertError, direct, KEY, rejection, SUCCESS, through } from "./support/client.mjs";

const GATEWAY = "https://gateway.example";
const { version } = JSON.parse(readFileSync(new URL("../../pkg/package.json", import.meta.url)));
const client = import.meta.resolve("outx-client");
const run = promisify(execFile);

/** Runs a program in which `Outx` is the client, with only these environment variables, and returns its standard output. */
async function output(env, code) {
  const program = `const { Outx } = await import(${JSON.stringify(client)});\n${code}`;
  return (await run(process.execPath, ["--input-type=module", "--eval", program], { env })).stdout.trim();
}

/** Returns what `new Outx(options)` throws with these environment variables. */
const thrown = (env, options = "") => output(env, `try { new Outx(${options}); } catch (error) { console.log(error.code, error.message); }`);

/** The request of a call with these variables and options; the server is not among them. */
async function asked(t, env, options = "") {
  const server = await startServer(t, SUCCESS);
  const named = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace("SERVER", server.url)]));
  await output(named, `await new Outx(${options}).team.get();`);
  return server.requests[0].headers;
}

test("new Outx() takes the key and the address from the environment", async (t) => {
  const headers = await asked(t, { OUTX_API_KEY: ` ${KEY}\n`, OUTX_BASE_URL: "SERVER" });
  assert.equal(headers["x-api-key"], KEY);
});

test("new Outx() takes the gateway from the environment, with a token of its own", async (t) => {
  const headers = await asked(t, { OUTX_GATEWAY: "SERVER", OUTX_API_KEY: "" }, '{ token: () => "outxs1.a" }');
  assert.deepEqual([headers.authorization, headers["x-api-key"]], ["Bearer outxs1.a", undefined]);
});

test("options override the environment", async (t) => {
  const headers = await asked(t, { OUTX_API_KEY: "from-environment", OUTX_BASE_URL: "SERVER", OUTX_GATEWAY: GATEWAY }, `{ apiKey: "${KEY}" }`);
  assert.equal(headers["x-api-key"], KEY);
});

test("an environment that is incomplete, contradictory or wrong is named", async () => {
  assert.equal(await thrown({}), "invalid_request exactly one of gateway and apiKey is required, got neither");
  const both = { OUTX_API_KEY: KEY, OUTX_GATEWAY: GATEWAY };
  assert.equal(await thrown(both), "invalid_request exactly one of gateway and apiKey is required, got both");
  assert.equal(await thrown({ OUTX_API_KEY: KEY, OUTX_BASE_URL: "http://api.example" }),
    "invalid_request baseUrl must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only");
  assert.equal(await thrown({ OUTX_API_KEY: KEY, OUTX_LOG: "verbose" }), "invalid_request OUTX_LOG must be off, error, warn, info or debug");
});

for (const [where, globals] of Object.entries({
  "a page": "globalThis.document = {};",
  "a web worker with a bundler's process": "globalThis.WorkerGlobalScope = class {}; delete process.versions; globalThis.process = { env: process.env };",
  "a Cloudflare Worker": 'Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" } });',
  "an edge runtime": 'globalThis.EdgeRuntime = "edge-runtime";',
})) {
  test(`${where} reads no environment variables`, async () => {
    const code = `${globals}\ntry { new Outx(); } catch (error) { console.log(error.message); }`;
    assert.equal(await output({ OUTX_API_KEY: KEY, OUTX_GATEWAY: "" }, code), "exactly one of gateway and apiKey is required, got neither");
  });
}

test("OUTX_LOG logs to the console", async (t) => {
  const server = await startServer(t, { status: 400, body: { error: `no ${KEY}` } });
  const env = { OUTX_API_KEY: KEY, OUTX_BASE_URL: server.url, OUTX_LOG: "info" };
  const shown = await output(env, 'console.error = (...line) => console.log(...line); await new Outx().team.get().catch(() => {});');
  assert.match(shown, /^outx response \{[^}]*status: 400/);
  assert.match(shown, /outx error \{[^}]*message: 'no \[redacted\] \(team\.get\)'/);
  assert.ok(!shown.includes("outx request") && !shown.includes(KEY));
});

test("a derived client has other options and the same usage, polls and credential", async (t) => {
  const pending = { body: { success: true, data: { id: "t-1", status: "pending" } } };
  const server = await startServer(t, SUCCESS, SUCCESS, pending);
  const outx = direct(server, { actionsPerHour: 2 });
  const patient = outx.withOptions({ totalTimeoutMs: 600_000, defaultHeaders: { "x-team": "growth" } }).withOptions({ retry: 1 });
  const task = await outx.linkedin.fetchProfile({ profile_slug: "ada-example" });
  await patient.linkedin.fetchProfile({ profile_slug: "ada-example" });
  assert.deepEqual(outx.usage(), patient.usage());
  assert.equal(patient.usage().actions, 2);
  const states = [task.states(), patient.tasks.resume(task.id).states()];
  await Promise.all(states.map((each) => each.next()));
  await Promise.all(states.map((each) => each.return()));
  assert.equal(server.requests.length, 3, "one poll for both");
  assert.deepEqual(server.requests.map(({ headers }) => headers["x-team"]), [undefined, "growth", undefined]);
  assert.deepEqual([...new Set(server.requests.map(({ headers }) => headers["x-api-key"]))], [KEY]);
});

test("undefined resets an option of a derived client, and the options that it shares cannot be changed", () => {
  const outx = new Outx({ gateway: GATEWAY, timeoutMs: 5 });
  outx.withOptions({ timeoutMs: undefined });
  const options = "timeoutMs, totalTimeoutMs, retry, fetch, fetchOptions, defaultHeaders, appInfo, logger, logLevel, hooks";
  for (const [patch, message] of [
    [{ gateway: GATEWAY }, `gateway is not an option of withOptions; there are: ${options}`],
    [{ actionsPerHour: 100 }, `actionsPerHour is not an option of withOptions; there are: ${options}`],
    [{ timeoutMs: 0 }, "timeoutMs must be a number from 1 to 2147483647"],
    [null, "options must be an object"],
    [undefined, "options must be an object"],
  ]) {
    assert.throws(() => outx.withOptions(patch), (error) => (assertError(error, "InvalidRequestError", "invalid_request", { message }), true));
  }
});

test("the total time of a call is the call's, the derived client's, or the client's", async (t) => {
  const server = await startServer(t, neverRespond);
  const outx = direct(server, { totalTimeoutMs: 60_000, retry: false });
  for (const call of [
    outx.team.get({}, { totalTimeoutMs: 30 }),
    outx.withOptions({ totalTimeoutMs: 30 }).team.get(),
    outx.request({ method: "GET", path: "/api-new" }, { totalTimeoutMs: 30 }),
  ]) {
    const error = await rejection(call);
    assertError(error, "TimeoutError", "timeout");
    assert.ok(error.durationMs >= 29 && error.durationMs < 20_000, `${error.durationMs}`);
  }
});

test("default headers are sent, those of a call override them, and null removes one", async (t) => {
  const server = await startServer(t, SUCCESS);
  const outx = direct(server, { defaultHeaders: { "X-Team": "growth", "x-trace": "a", "x-none": undefined } });
  await outx.team.get();
  await outx.team.get({}, { headers: { "x-trace": "b" } });
  await outx.team.get({}, { headers: { "X-TEAM": null } });
  await outx.team.get({}, { headers: new Headers({ "x-team": "sales" }) });
  const sent = server.requests.map(({ headers }) => [headers["x-team"], headers["x-trace"], headers["x-none"]]);
  assert.deepEqual(sent, [["growth", "a", undefined], ["growth", "b", undefined], [undefined, "a", undefined], ["sales", "a", undefined]]);
});

const REJECTED = [
  [{ defaultHeaders: { "X-API-Key": "a" } }, "defaultHeaders must not set x-api-key, which the client sets itself"],
  [{ defaultHeaders: { "a b": "c" } }, "defaultHeaders must be names and values that HTTP allows"],
  [{ defaultHeaders: "a: b" }, "defaultHeaders must be names and values that HTTP allows"],
  [{ fetchOptions: { redirect: "follow" } }, "fetchOptions must not set redirect, which the client sets itself"],
  [{ fetchOptions: { credentials: "include" } }, "fetchOptions must not set credentials, which the client sets itself"],
  [{ fetchOptions: { headers: {} } }, "fetchOptions must not set headers, which the client sets itself"],
  [{ fetchOptions: { method: "PUT" } }, "fetchOptions must not set method, which the client sets itself"],
  [{ fetchOptions: { body: "" } }, "fetchOptions must not set body, which the client sets itself"],
  [{ fetchOptions: { signal: null } }, "fetchOptions must not set signal, which the client sets itself"],
  [{ fetchOptions: [] }, "fetchOptions must be an object of names and values"],
  [{ fetchOptions: null }, "fetchOptions must be an object of names and values"],
  [{ appInfo: "report" }, "appInfo must be an object"],
  [{ appInfo: {} }, "appInfo must have a name, and its fields must be visible ascii characters"],
  [{ appInfo: { name: "a\r\nx: y" } }, "appInfo must have a name, and its fields must be visible ascii characters"],
  [{ appInfo: { name: "a", id: "b" } }, "id is not a field of appInfo; there are: name, version, url"],
  [{ logLevel: "verbose" }, "logLevel must be off, error, warn, info or debug"],
  [{ logLevel: null }, "logLevel must be off, error, warn, info or debug"],
  [{ retry: { when: true } }, "retry.when must be a function"],
  [{ retry: { attempt: 2 } }, "attempt is not a field of retry; there are: attempts, when"],
  [null, "options must be an object"],
];

for (const [options, message] of REJECTED) {
  test(`rejected: ${message}, of ${JSON.stringify(options)}`, () => {
    assert.throws(() => new Outx(options && { gateway: GATEWAY, ...options }), (error) => {
      assertError(error, "InvalidRequestError", "invalid_request", { message });
      return true;
    });
  });
}

test("a header that HTTP does not allow is rejected without its value", async () => {
  const error = await rejection(through({ url: GATEWAY }).team.get({}, { headers: { "x-app": "secret\u0000" } }));
  assertError(error, "InvalidRequestError", "invalid_request", { message: "headers must be names and values that HTTP allows" });
});

test("fetchOptions are passed on, and never override what the client sets", async () => {
  const fetched = [];
  const fetch = async (_, init) => (fetched.push(init), Response.json(SUCCESS.body));
  const dispatcher = {};
  await new Outx({ gateway: GATEWAY, fetch, fetchOptions: { cache: "no-store", keepalive: true, dispatcher } }).team.get();
  const [{ cache, keepalive, dispatcher: used, redirect, method }] = fetched;
  assert.deepEqual([cache, keepalive, redirect, method], ["no-store", true, "manual", "GET"]);
  assert.equal(used, dispatcher);
});

test("the user agent of a server names the application", async (t) => {
  const server = await startServer(t, SUCCESS);
  await direct(server).team.get();
  await direct(server, { appInfo: { name: "report" } }).team.get();
  await direct(server, { appInfo: { name: "report", version: "2.1", url: "https://report.example" } }).team.get();
  await direct(server, { appInfo: { name: "report" }, defaultHeaders: { "user-agent": "mine" } }).team.get();
  const [own, ...named] = server.requests.map(({ headers }) => headers["user-agent"]);
  assert.equal(own, "node");
  assert.deepEqual(named, [`outx-client/${version} report`, `outx-client/${version} report/2.1 (https://report.example)`, "mine"]);
});

test("retry.when ends a call earlier, and never makes it longer", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, { status: 503, headers: { "x-request-id": "r-1" }, body: { error: "busy" } });
  const failures = [];
  const when = (failure) => (failures.push(failure), failure.attempt < 2);
  const outx = direct(server, { retry: { attempts: 5, when } });
  const error = await rejection(outx.team.get());
  assertError(error, "ServerError", "upstream", { status: 503, requestId: "r-1", retryable: true });
  const common = { operation: "team.get", status: 503, code: "upstream", delayMs: 0 };
  assert.deepEqual(failures, [{ ...common, attempt: 1 }, { ...common, attempt: 2 }]);
  assert.equal(outx.usage().retries, 1);
  const yes = { attempts: 2, when: () => true };
  await rejection(outx.team.get({}, { retry: yes }));
  await rejection(outx.watchlists.keyword.create({ keywords: ["a"] }, { retry: yes }));
  assert.equal(server.requests.length, 2 + 2 + 1, "a write is not repeated, whatever the caller says");
  for (const failing of [() => { throw new Error("the caller's own"); }, () => false]) {
    const before = server.requests.length;
    await rejection(outx.team.get({}, { retry: { when: failing } }));
    assert.equal(server.requests.length, before + 1);
  }
});

test("a network failure has no status for retry.when", async (t) => {
  withoutBackoff(t);
  const server = await startServer(t, resetConnection, SUCCESS);
  const failures = [];
  await direct(server, { retry: { when: (failure) => failures.push(failure) } }).team.get();
  assert.deepEqual(failures, [{ operation: "team.get", attempt: 1, status: undefined, code: "network", delayMs: 0 }]);
});

/** Returns the lines that a logger with these functions receives. */
async function logged(t, levels, options, script) {
  withoutBackoff(t);
  const server = await startServer(t, ...script);
  const lines = [];
  const logger = Object.fromEntries(levels.map((level) => [level, (message, { durationMs, ...event }) => lines.push([level, message, event.code, durationMs >= 0])]));
  await direct(server, { logger, retry: 2, ...options }).team.get().catch(() => {});
  return lines;
}

const BUSY = { status: 503, body: { error: "busy" } };
const ALL = ["debug", "info", "warn", "error"];

test("a logger takes each event at its level, and failed calls", async (t) => {
  assert.deepEqual(await logged(t, ALL, {}, [BUSY]), [
    ["debug", "outx request", undefined, false],
    ["info", "outx response", "upstream", true],
    ["warn", "outx retry", "upstream", false],
    ["debug", "outx request", undefined, false],
    ["info", "outx response", "upstream", true],
    ["error", "outx error", "upstream", true],
  ]);
});

test("a level leaves out less severe events", async (t) => {
  const at = async (logLevel) => (await logged(t, ALL, { logLevel }, [BUSY])).map(([level]) => level).join();
  assert.equal(await at("off"), "");
  assert.equal(await at("error"), "error");
  assert.equal(await at("warn"), "warn,error");
  assert.equal(await at("info"), "info,warn,info,error");
  assert.equal(await at("debug"), "debug,info,warn,debug,info,error");
});

test("an event of a level that a logger lacks goes to its next lower level", async (t) => {
  const levels = async (...has) => (await logged(t, has, {}, [BUSY])).map(([level]) => level).join();
  assert.equal(await levels("debug"), "debug,debug,debug,debug,debug,debug");
  assert.equal(await levels("info"), "info,info,info,info");
  assert.equal(await levels("error"), "error");
});

test("an abort is not logged as a failure, and a wrong argument is not logged as a request", async (t) => {
  const server = await startServer(t, neverRespond);
  const lines = [];
  const outx = direct(server, { logger: { error: (...line) => lines.push(line) } });
  await rejection(outx.team.get({}, { signal: AbortSignal.timeout(10) }));
  await rejection(outx.tasks.get({}));
  assert.deepEqual(lines, []);
});

test("an error has how long the call took, the headers and the body of its response", async (t) => {
  const headers = { "x-request-id": "r-1", "x-plan": KEY, "set-cookie": "a=b", "x-outx-session": "outxs1.new" };
  const body = { error: "no", fields: [{ name: `of ${KEY}` }] };
  const server = await startServer(t, { status: 400, headers, body });
  const error = await rejection(direct(server).team.get());
  assert.ok(error.durationMs > 0 && error.durationMs < 60_000);
  assert.deepEqual(error.body, { error: "no", fields: [{ name: "of [redacted]" }] });
  const { "x-plan": plan, "set-cookie": cookie, "x-outx-session": session, ...others } = Object.fromEntries(error.headers);
  assert.deepEqual([plan, cookie, session, others["x-request-id"]], ["[redacted]", undefined, undefined, "r-1"]);
  assert.ok(!Object.keys(error).some((name) => name === "headers" || name === "body"), "a log that writes the error leaves them out");
});

test("the body of an error that is not JSON is its text; a call without a response has neither", async (t) => {
  const server = await startServer(t, { status: 502, body: `<h1>${KEY}</h1>` }, resetConnection);
  const outx = direct(server, { retry: false });
  assert.equal((await rejection(outx.team.get())).body, "<h1>[redacted]</h1>");
  const { body, headers } = await rejection(outx.team.get());
  assert.deepEqual([body, headers], [undefined, undefined]);
});

test("the error of a rejected success does not contain its body, which may have the key of another team", async (t) => {
  const server = await startServer(t, { body: { success: false, error: "no", team: { api_key: "outx_of_another_team" } } });
  assert.equal((await rejection(direct(server).team.get())).body, undefined);
});

test("a wait rejects unknown options", async () => {
  const task = direct({ url: "https://api.example" }).tasks.resume("t-1");
  for (const [options, message] of [
    [{ timeout: 1 }, "timeout is not an option of a wait; there are: signal, timeoutMs"],
    [null, "options must be an object"],
    [{ signal: {} }, "signal must be an AbortSignal"],
  ]) {
    assertError(await rejection(task.wait(options)), "InvalidRequestError", "invalid_request", { message });
  }
});

test("new methods work destructured and behind a proxy", async (t) => {
  const server = await startServer(t, SUCCESS);
  const { request, withOptions } = direct(server);
  await request.call({}, { method: "GET", path: "/api-new" });
  await withOptions.call(undefined, { timeoutMs: 5_000 }).team.get();
  assert.equal(server.requests.length, 2);
});
