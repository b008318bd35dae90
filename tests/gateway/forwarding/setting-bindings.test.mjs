// Settings that are not variables of text: bindings of the Secrets Store, whose values are read asynchronously, and values of other types.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertHidden, assertRejected } from "../../support/assertions.mjs";
import { SECRET, TOKEN_SECRET, fileScope, startGateway } from "../../support/gateway.mjs";
import { signJwt } from "../../support/jwt.mjs";
import { sendRequest } from "../../support/requests.mjs";
import { startSandbox } from "../../support/sandbox.mjs";
import { waitUntil } from "../../support/wait.mjs";

const sandbox = await startSandbox(fileScope);
const team = await sandbox.demoTeam();
const NAMES = ["SESSION_SECRET", "TOKEN_SECRET", "OUTX_API_KEY"];
const VALUES = { SESSION_SECRET: SECRET, TOKEN_SECRET, OUTX_API_KEY: team.api_key };

/** A gateway whose secrets are in a store that holds `values`. */
async function startWithStore(t, values, settings = {}) {
  const secretsStoreSecrets = Object.fromEntries(NAMES.map((name) => [name, { store_id: "store-of-tests", secret_name: name }]));
  const gateway = await startGateway(t, {
    settings: { ACCESS: "token", SESSION_SECRET: undefined, ...settings },
    upstream: sandbox,
    miniflare: { secretsStoreSecrets, secretsStorePersist: false },
  });
  for (const [name, value] of Object.entries(values)) await putSecret(gateway, name, value);
  return gateway;
}

async function putSecret({ miniflare }, name, value) {
  const admin = await miniflare.getSecretsStoreSecretAPI(name);
  await admin().create(value);
}

test("a gateway whose secrets are in the Secrets Store serves and redacts as with plain secrets", async (t) => {
  const gateway = await startWithStore(t, VALUES);
  const { body } = await sendRequest(gateway, "GET /_gateway/health");
  assert.deepEqual([body.status, body.problems], ["ok", []]);
  for (const name of NAMES) assert.ok(body.settings.set.includes(name), name);
  const response = await sendRequest(gateway, "GET /api-team", { token: signJwt() });
  assert.equal(response.body.team.id, team.id);
  await sandbox.fault("GET", "/api-team", { echo_key: true });
  const echoed = await sendRequest(gateway, "GET /api-team", { token: signJwt() });
  await assertHidden(gateway, echoed, team.api_key);
});

test("alerts work with secrets of the Secrets Store", async (t) => {
  const gateway = await startWithStore(t, VALUES, { ALERT_ERROR_RATE: "0.1" });
  await sandbox.fault("GET", "/api-team", { status: 500 }, 40);
  for (let calls = 0; calls < 40; calls += 1) await sendRequest(gateway, "GET /api-team", { token: signJwt() });
  await sendRequest(gateway, "GET /_gateway/usage", { token: signJwt() });
  await waitUntil(() => gateway.log.lines.some((line) => line.includes('"alert":"error_rate"')), "the alert");
});

test("a secret that cannot be read is reported as a problem with its name, and is read again for the next request", async (t) => {
  const { TOKEN_SECRET: absent, ...others } = VALUES;
  const gateway = await startWithStore(t, others);
  const text = "TOKEN_SECRET cannot be read from the Secrets Store: try again, and check the binding in wrangler.toml";
  for (let times = 0; times < 2; times += 1) assertRejected(await sendRequest(gateway, "GET /api-team", { token: signJwt() }), 500, "misconfigured", text);
  await putSecret(gateway, "TOKEN_SECRET", absent);
  assert.equal((await sendRequest(gateway, "GET /api-team", { token: signJwt() })).status, 200);
});

const NOT_TEXT = "is not text: write it in quotes, and the entries of a list in one text, separated by commas";

for (const [name, value] of [["SIGN_IN_DOMAINS", ["example.com"]], ["ACTIONS_PER_HOUR", 10], ["MCP", true], ["ACCESS", { token: true }]]) {
  test(`a gateway whose ${name} is ${JSON.stringify(value)} serves no request, because a setting that is not text would be ignored`, async (t) => {
    const gateway = await startGateway(t, { settings: { [name]: value }, upstream: sandbox });
    assertRejected(await sendRequest(gateway, "GET /api-team"), 500, "misconfigured", `${name} ${NOT_TEXT}`);
    const { body } = await sendRequest(gateway, "GET /_gateway/health");
    assert.deepEqual([body.status, body.problems], ["misconfigured", [{ setting: name, reason: NOT_TEXT }]]);
  });
}
