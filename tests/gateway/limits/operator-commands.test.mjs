// `outx-gateway check` and `usage` with an operator's token, from the sources of the package. tests/package has the packed commands.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { mintToken } from "outx-client/server";

import { TOKEN_SECRET, fileScope } from "../../support/gateway.mjs";
import { startObservedGateway } from "../../support/ledger-objects.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { teamOf } from "../../support/sandbox.mjs";
import { signIn } from "../../support/sign-in.mjs";

const CLI = fileURLToPath(new URL("../../../worker/npm/cli.js", import.meta.url));
const OTHER = "other@outx.test";
const gateway = await startObservedGateway(fileScope, { settings: { TOKEN_SECRET } });
const operator = await mintToken({ secret: TOKEN_SECRET, subject: "billing", scope: "operator" });

/** Runs a command with this token and returns `{ code, stdout, stderr }`. */
async function run(token, ...args) {
  const env = { ...process.env, OUTX_GATEWAY_TOKEN: token };
  const { code = 0, stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, ...args], { env }).catch((error) => error);
  return { code, stdout, stderr };
}

test("usage prints a row per team as CSV, and an object per line as JSON", async () => {
  for (const email of [undefined, OTHER]) {
    const cookie = await signIn(gateway, email);
    await sendRequest(gateway, "GET /api-team", { cookie });
    await sendRequest(gateway, "GET /_gateway/usage", { cookie });
  }
  const other = await teamOf(gateway.sandbox, OTHER);
  for (const { id } of [gateway.team, other]) await gateway.alarm(id);
  const csv = await run(operator, "usage", gateway.url);
  assert.deepEqual([csv.code, csv.stderr], [0, ""]);
  const [head, ...rows] = csv.stdout.trimEnd().split("\r\n");
  assert.equal(head, "team,name,calls,failures,actions,last_day");
  assert.deepEqual(rows.map((row) => row.split(",")[0]), [gateway.team.id, other.id].sort());
  const json = await run(operator, "usage", gateway.url, "--days", "1", "--format", "json");
  assert.deepEqual(json.stdout.trimEnd().split("\n").map((line) => JSON.parse(line).calls), [1, 1]);
});

test("usage reports what is wrong: no token, a token of another scope, arguments, http to another machine", async () => {
  for (const [token, args, text] of [
    ["", [gateway.url], /^outx-gateway: OUTX_GATEWAY_TOKEN is not set; set it to a token of scope operator, which mintToken of outx-client\/server signs/],
    [await mintToken({ secret: TOKEN_SECRET, subject: "a", scope: "write" }), [gateway.url], /^outx-gateway: \/_gateway\/teams returned status 403: this route is for operators/],
    [operator, [gateway.url, "--days", "91"], /^outx-gateway: invalid --days: got "91", expected a whole number from 1 to 90$/m],
    [operator, [gateway.url, "--format", "xml"], /^outx-gateway: invalid --format: got "xml", expected csv or json$/m],
    [operator, ["http://gateway.example"], /^outx-gateway: OUTX_GATEWAY_TOKEN is not sent over http, where others can read it; use https$/m],
  ]) {
    const { code, stdout, stderr } = await run(token, "usage", ...args);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, text);
    assert.ok(!stderr.includes(operator));
  }
});

test("check prints the status with a token, and says how to see it without", async () => {
  const { stdout } = await run(operator, "check", gateway.url);
  for (const line of [
    /^key in use: that of each session$/m,
    /^ACCESS: session$/m,
    /^MCP: off$/m,
    /^ALERT_SPIKE: not set$/m,
    /^SESSION_SECRET: in use since \d{4}-\d\d-\d\d \d\d:\d\d UTC \(0 days ago\) or longer$/m,
    /^TOKEN_SECRET: in use since /m,
    /^ledger of operator: schema 2, \d+ KiB, 0 actions, 0 agents, 0 audit/m,
    /^alerts: none was sent$/m,
  ]) assert.match(stdout, line);
  for (const secret of [operator, TOKEN_SECRET]) assert.ok(!stdout.includes(secret));
  const without = await run("", "check", gateway.url);
  assert.match(without.stdout, /^note: set OUTX_GATEWAY_TOKEN to a token of scope write or operator to see the ages of secrets, the limits and the ledger$/m);
});
