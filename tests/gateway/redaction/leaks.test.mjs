// Searches for the Worker's key and the key in a session, in every encoding, in all effects of every operation.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";

import { ENCODINGS, containsSecret } from "../../support/secret-encodings.mjs";
import { startSandbox, teamOf } from "../../support/sandbox.mjs";
import { startServer } from "../../support/server.mjs";
import { PAGE, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { sendRaw, sendRequest } from "../../support/requests.mjs";
import { signIn, signInForToken } from "../../support/sign-in.mjs";
import { signJwt } from "../../support/jwt.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** One request per operation of the API description. */
const REQUESTS = JSON.parse(readFileSync(join(root, "core/tests/fixtures/requests.json"), "utf8"));
const operations = new Map(REQUESTS.map((one) => [one.call, one]));

const folder = mkdtempSync(join(tmpdir(), "outx-leaks-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const sandbox = await startSandbox({ after });
const { api_key: CANARY } = await sandbox.demoTeam();
const hook = await startServer({ after }, { body: "ok" });
const publicly = [...operations.keys()].filter((name) => !name.startsWith("auth.")).join(",");
const settings = {
  ACCESS: "session,token,public",
  PUBLIC_OPERATIONS: publicly,
  TOKEN_SECRET,
  OUTX_API_KEY: CANARY,
  ACTIONS_PER_HOUR: "10000",
  ALERT_WEBHOOK: `${hook.url}/services/T0/B0/canary`,
  ALERT_ERROR_RATE: "0.01",
  ALERT_SPIKE: "1.1",
};
const gateway = await startGateway(fileScope, { settings, upstream: sandbox, miniflare: { durableObjectsPersist: folder } });

/** The callers, and the key with which the gateway calls the API for each: its own, or that of the team which signed in. */
const GUEST = "guest@outx.test";
const cookie = await signIn(gateway, GUEST);
const token = await signInForToken(gateway, GUEST);
const guests = await teamOf(sandbox, GUEST);
await sandbox.setTeam(guests.id, { extension: "active", plan: (await sandbox.demoTeam()).plan });
const OTHER = guests.api_key;
const callers = {
  "a cookie": [{ cookie, origin: gateway.url }, OTHER],
  "a session's token": [{ token }, OTHER],
  "a token": [{ token: signJwt({ scope: "write" }) }, CANARY],
  "a page": [{ origin: PAGE }, CANARY],
};

const faultsOf = (key) => ({
  "no fault": undefined,
  "an echo": { echo_key: true },
  "a response that is an echo": { status: 200, body: { success: true, data: [key], [key]: key }, headers: { "x-key": key, "retry-after": key } },
  "an echo in an error": { status: 400, body: { error: `no team has ${key}`, key }, headers: { "retry-after": key, "x-key": key } },
  "a failure": { status: 500, body: `<h1>${key}</h1>` },
  "a rejection of the key": { status: 401, body: { error: `${key} is not valid` } },
  "a redirect": { redirect: `http://127.0.0.1:9/${key}?key=${key}` },
  "a cut": { truncate: 4, echo_key: true },
});

/** The operations that succeed in the sandbox. The others name a watchlist, post or task that does not exist. */
const SUCCEED = [...operations.keys()].filter((name) => /^linkedin|create$|^watchlists\.(company|reddit)\.list$|^team/.test(name));

/** Sends one call as bytes on a socket, and returns the whole response. */
async function call({ request, body }, { cookie, token, origin }) {
  // Each poll has its own task, because polls of one task within a second are sent once and would meet one fault.
  const [method, target] = request.replace(/(?<=api_agent_task_id=)[^&]+/, crypto.randomUUID()).split(" ");
  const head = [`${method} ${target} HTTP/1.1`, `Host: ${new URL(gateway.url).host}`, "x-api-key: mine"];
  if (cookie) head.push(`Cookie: ${cookie}`);
  if (token) head.push(`Authorization: Bearer ${token}`);
  if (origin) head.push(`Origin: ${origin}`);
  if (body) head.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`);
  return sendRaw(gateway, head, body ?? "");
}

/** All files in a folder and its subfolders. */
function filesIn(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)],
  );
}

function assertNowhere(evidence) {
  for (const [place, text] of Object.entries(evidence)) {
    for (const key of [CANARY, OTHER]) assert.ok(!containsSecret(text, key), `a key is in ${place}`);
  }
}

for (const [who, [credential, key]] of Object.entries(callers)) {
  for (const [fault, what] of Object.entries(faultsOf(key))) {
    // The other two callers use the same keys, so without TEST_ALL they meet only the faults that echo the key in a success.
    if (!["an echo", "a response that is an echo"].includes(fault) && !["a cookie", "a token"].includes(who) && !process.env.TEST_ALL) continue;
    test(`no operation called by ${who} shows a key under ${fault}`, async () => {
      const statuses = {};
      for (const [name, operation] of operations) {
        const [method, target] = operation.request.split(" ");
        // The limits of signing in have tests of their own.
        if (name.startsWith("auth.")) continue;
        await sandbox.clearFaults();
        if (what) await sandbox.fault(method, target.split("?")[0], what, 2);
        const response = await call(operation, credential);
        statuses[name] = response.status;
        assertNowhere({ [`the response of ${name}`]: response.text });
        const [, body] = response.text.split("\r\n\r\n");
        // The gateway writes error responses itself. It forwards only the text of the API's error, without any other field.
        if (response.status !== 200) assert.deepEqual(Object.keys(JSON.parse(body)).sort(), ["code", "error", "request_id"], name);
        else if (fault.includes("echo")) assert.match(body, /\[redacted\]/, name);
      }
      const succeeded = Object.keys(statuses).filter((name) => statuses[name] === 200);
      if (fault === "an echo") assert.deepEqual(succeeded, SUCCEED);
      if (fault === "a response that is an echo") assert.deepEqual(succeeded, Object.keys(statuses));
    });
  }
}

test("signing in shows no key, whatever the API adds", async () => {
  for (const name of ["auth-send-otp", "auth-verify-otp"]) {
    await sandbox.clearFaults();
    await sandbox.fault("POST", `/linkedin-agent/${name}`, { echo_key: true });
    const body = JSON.stringify({ email: "demo@outx.test", otp: "000000" });
    assertNowhere({ [name]: (await call({ request: `POST /linkedin-agent/${name}`, body }, {})).text });
  }
});

test("a key that is compressed or split over chunks is in no response", async (t) => {
  const text = JSON.stringify({ filler: "y".repeat(40_000), echo: CANARY, list: Array(50).fill(`${CANARY}${CANARY}`) });
  const zipped = gzipSync(text);
  const server = await startServer(
    t,
    { headers: { "content-encoding": "gzip" }, body: zipped },
    { headers: { "content-encoding": "gzip" }, body: zipped },
    async (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      for (let at = 0; at < text.length; at += 777) await new Promise((written) => response.write(text.slice(at, at + 777), written));
      response.end();
    },
  );
  const theirs = await startGateway(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: CANARY }, upstream: server });
  for (const _ of [1, 2]) {
    const result = await sendRequest(theirs, "GET /api-team", { token: signJwt() });
    assert.equal(result.body.echo, "[redacted]");
    const socket = await sendRaw(theirs, ["GET /api-team HTTP/1.1", `Host: ${new URL(theirs.url).host}`, `Authorization: Bearer ${signJwt()}`]);
    assert.match(socket.text, /\[redacted\]/);
    assertNowhere({ response: result.raw, socket: socket.text, log: theirs.log.lines.join("\n") });
  }
});

test("health, usage, log, alerts, the ledger's files and the built files hold no key", async () => {
  assert.notEqual(CANARY, OTHER);
  const own = {};
  for (const path of ["health", "usage?days=7", "session", "openapi.json"]) {
    for (const [who, [credential]] of Object.entries(callers)) own[`${path} for ${who}`] = (await sendRequest(gateway, `GET /_gateway/${path}`, credential)).raw;
  }
  assert.match(own["health for a cookie"], /OUTX_API_KEY/);
  assert.match(own["usage?days=7 for a cookie"], /watchlists\.company\.list/);
  assertNowhere(own);

  assert.ok(gateway.log.lines.length > 100);
  assertNowhere({ "the log": gateway.log.lines.join("\n") });
  assert.ok(hook.requests.length > 0, "an alert was sent");
  assertNowhere({ alerts: JSON.stringify(hook.requests) });

  const ledger = filesIn(folder);
  assert.ok(ledger.some((file) => readFileSync(file).includes("watchlists.company.list")), "the ledger's file is there");
  for (const file of [...ledger, ...["worker/build", "pkg", "www/dist"].flatMap((path) => filesIn(join(root, path)))]) {
    assertNowhere({ [file]: readFileSync(file) });
  }
});

for (const [spelling, spell] of Object.entries(ENCODINGS)) {
  test(`the search finds a key that is added ${spelling}`, () => {
    const noise = "{\"a\":1}\u0000".repeat(7);
    for (const key of [CANARY, OTHER]) {
      assert.ok(containsSecret(noise + spell(key) + noise, key));
      assert.ok(containsSecret(Buffer.from(noise + spell(key) + noise, "latin1"), key));
      assert.ok(!containsSecret(noise + spell(key).slice(0, -1), key));
    }
  });
}

test("the search finds a key in base64 at every offset", () => {
  for (let offset = 0; offset < 6; offset += 1) {
    const text = Buffer.from("-".repeat(offset) + CANARY + "-".repeat(5)).toString("base64");
    assert.ok(containsSecret(text, CANARY), `at ${offset}`);
  }
});
