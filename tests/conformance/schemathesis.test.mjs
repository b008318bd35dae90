// schemathesis generates calls from our OpenAPI document. No response may be a server error or differ from what the document describes.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { TOKEN_SECRET, startGateway } from "../support/gateway.mjs";
import { signIn } from "../support/sign-in.mjs";
import { secondsFromNow, signJwt } from "../support/jwt.mjs";
import { startSandbox } from "../support/sandbox.mjs";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const EXAMPLES = "15";
const CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
// A seed makes failures reproducible.
const RUN = ["run", at("pkg/openapi.json"), "--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", "9", "--no-color"];

const installed = spawnSync(at("scripts/setup/schemathesis"), { encoding: "utf8" });
const skip = installed.status !== 0 && `not run, because ${installed.stderr.trim().split("\n").at(-1)}`;

/** Asserts that schemathesis finds nothing at `url`, with these headers on every call. */
async function conforms(url, headers, more = []) {
  const given = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
  const command = installed.stdout.trim();
  const { code, report } = await new Promise((resolve) => {
    execFile(command, [...RUN, ...more, "--url", url, ...given], { maxBuffer: 1 << 28, timeout: 280_000, cwd: at("target") }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? (error ? 1 : 0), report: stdout + stderr }));
  });
  assert.equal(code, 0, report);
  assert.match(report, /[1-9][0-9]* generated/, "no call was generated");
}

test("the sandbox responds as the document says", { skip }, async (t) => {
  const sandbox = await startSandbox(t);
  await conforms(sandbox.url, { "x-api-key": (await sandbox.demoTeam()).api_key });
});

test("the gateway responds as the document says, to a session", { skip }, async (t) => {
  const gateway = await startGateway(t, { settings: { ACTIONS_PER_HOUR: "100000" } });
  await conforms(gateway.url, { cookie: await signIn(gateway), origin: gateway.url });
});

test("the gateway responds as the document says, to a token", { skip }, async (t) => {
  const gateway = await startGateway(t, { settings: (team) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: team.api_key, ACTIONS_PER_HOUR: "100000" }) });
  await conforms(gateway.url, { authorization: `Bearer ${signJwt({ scope: "write", exp: secondsFromNow(3_000) })}` });
});
