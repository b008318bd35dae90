// The packed outx-gateway in an empty folder, without Rust and without the repository: dev, init, check.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { createSandbox } from "../../sandbox/npm/node.js";
import { assertFailure } from "./support/command-failure.mjs";
import { runCommand, signInAt, startDev } from "./support/outx-gateway.mjs";
import { emptyFolder, folderWithPacked, installPacked } from "./support/packed.mjs";

const EXTENSION = "chrome-extension://pbhliblpfmjidljipghdonmiokfiebff";
const folder = folderWithPacked("outx-gateway", "outx-sandbox");

test("dev serves the console and a signed-in read through the sandbox, and ends on SIGINT", async (t) => {
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"]);
  t.diagnostic(`first start to ready: ${gateway.readyMs.toFixed(0)} ms`);
  assert.equal(gateway.output.stdout, `ready ${gateway.url}\n`);
  for (const line of [/^console http:\S+\/$/m, /^access: session; key: that of each session; Turnstile: off$/m, /^agents \(MCP\): off; MCP=read or MCP=write in \.dev\.vars serves them at \S+\/_gateway\/mcp$/m, /^settings: .*SESSION_SECRET/m]) {
    assert.match(gateway.output.stderr, line);
  }
  assert.equal(statSync(join(folder, ".dev.vars")).mode & 0o777, 0o600);

  const page = await fetch(`${gateway.url}/`);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
  const [, script] = (await page.text()).match(/<script type="module" crossorigin src="\.\/(assets\/[^"]+)"/);
  const asset = await fetch(`${gateway.url}/${script}`);
  assert.deepEqual([asset.status, asset.headers.get("cache-control")], [200, "public, max-age=31536000, immutable"]);

  const cookie = await signInAt(gateway.url, gateway.sandboxUrl);
  assert.match(cookie, /^outx_session=outxs1\.[^;]+;.*Path=\//);
  const team = await fetch(`${gateway.url}/api-team`, { headers: { cookie: cookie.split(";")[0] } });
  assert.equal(team.status, 200);
  assert.ok((await team.json()).team.id);

  assert.equal(await gateway.stop(), 130);
  await assert.rejects(fetch(`${gateway.url}/_gateway/health`), TypeError);
  await assert.rejects(fetch(`${gateway.sandboxUrl}/__sandbox/teams`), TypeError);
});

test("a second dev keeps the secret", async (t) => {
  const before = readFileSync(join(folder, ".dev.vars"), "utf8");
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"]);
  t.diagnostic(`second start to ready: ${gateway.readyMs.toFixed(0)} ms`);
  assert.equal(readFileSync(join(folder, ".dev.vars"), "utf8"), before);
});

test("ALLOWED_ORIGINS of the environment adds to the extension's origin, and BASE_PATH moves everything below a path", async (t) => {
  const env = { ALLOWED_ORIGINS: "http://localhost:5173", BASE_PATH: "/outx" };
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"], { env });
  assert.match(gateway.url, /:\d+\/outx$/);
  for (const origin of ["http://localhost:5173", EXTENSION]) {
    const response = await fetch(`${gateway.url}/_gateway/session`, { headers: { origin } });
    assert.equal(response.headers.get("access-control-allow-origin"), origin);
  }
  assert.equal((await fetch(`${gateway.url}/_gateway/session`, { headers: { origin: "https://other.example" } })).status, 403);
  const outside = await fetch(new URL("/_gateway/health", gateway.url));
  assert.deepEqual([outside.status, (await outside.json()).code], [404, "route_denied"]);
});

test("with --upstream, dev starts no sandbox and keeps its state for the next start", async (t) => {
  const sandbox = await createSandbox();
  t.after(() => sandbox.stop());
  const { url: upstream } = await sandbox.listen();
  const first = await startDev(t, folder, ["--upstream", upstream]);
  assert.equal(first.sandboxUrl, undefined);
  const cookie = (await signInAt(first.url, upstream)).split(";")[0];
  const signedOut = await fetch(`${first.url}/_gateway/session`, { method: "DELETE", headers: { cookie, origin: first.url } });
  assert.ok(signedOut.ok);
  await first.stop();

  const second = await startDev(t, folder, ["--upstream", upstream]);
  assert.equal((await fetch(`${second.url}/api-team`, { headers: { cookie } })).status, 401);
});

test("dev reports what is wrong with its arguments and settings", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  t.after(() => taken.close());
  const { port } = taken.address();
  const cases = [
    [["--port", String(port)], `port ${port} is in use; end what uses it or choose another, for example --port ${port + 10}`],
    [["--port", "0", "--sandbox-port", String(port)], `port ${port} is in use; end what uses it or choose another, for example --sandbox-port ${port + 10}`],
    [["--port", "eighty"], '--port must be a port from 0 to 65535, got "eighty"'],
    [["--port", "65536"], '--port must be a port from 0 to 65535, got "65536"'],
    [["--port"], /^Option '--port <value>' argument missing; usage: outx-gateway dev /],
    [["--prot", "1"], /^Unknown option '--prot'; usage: outx-gateway dev /],
    [["--port", "0", "--upstream", "api.outx.ai"], 'invalid --upstream: got "api.outx.ai", expected an https origin such as https://api.outx.ai, or http on a loopback host'],
    [["--port", "0", "--upstream", "https://api.outx.ai", "--sandbox-port", "0"], "--sandbox-port has no effect with an upstream; leave out one of them"],
    [["--port", "0", "--upstream", "http://api.outx.ai"], 'invalid --upstream: got "http://api.outx.ai", expected an https origin such as https://api.outx.ai, or http on a loopback host'],
  ];
  for (const [args, message] of cases) assertFailure(await runCommand(folder, ["dev", ...args]), message);
  const misconfigured = await runCommand(folder, ["dev", "--port", "0", "--sandbox-port", "0"], { env: { ACCESS: "everyone" } });
  assertFailure(misconfigured, /^the gateway is misconfigured: ACCESS .+; correct it in \.dev\.vars or the environment$/);
});

test("an unknown command is rejected with the four known ones", async () => {
  assertFailure(await runCommand(folder, ["serve"]), /^unknown command "serve", expected one of dev, init, check, usage\nusage:/);
});

test("init writes four files, keeps those that exist, and wrangler accepts the project", async (t) => {
  const parent = emptyFolder();
  const project = join(parent, "My Gateway");
  const first = await runCommand(folder, ["init", "My Gateway"], { cwd: parent });
  assert.deepEqual([first.code, first.stderr], [0, ""]);
  assert.match(first.stdout, /^next: cd "My Gateway"; npm install; npx outx-gateway check; npx wrangler deploy; npx wrangler secret put SESSION_SECRET$/m);
  assert.deepEqual(readdirSync(project).sort(), [".dev.vars.example", ".gitignore", "package.json", "wrangler.toml"]);
  assert.match(readFileSync(join(project, "wrangler.toml"), "utf8"), /^name = "my-gateway"$/m);
  const lines = readFileSync(join(project, ".dev.vars.example"), "utf8").split("\n").filter(Boolean);
  assert.deepEqual(lines.filter((line) => !line.startsWith("#")), []);

  assert.equal(readFileSync(join(project, ".gitignore"), "utf8"), ".dev.vars\n.wrangler/\nnode_modules/\n");

  for (const name of ["wrangler.toml", ".gitignore"]) writeFileSync(join(project, name), "# mine\n");
  const second = await runCommand(folder, ["init", "."], { cwd: project });
  assert.match(second.stdout, /^kept wrangler\.toml, which exists$/m);
  assert.match(second.stdout, /^kept \.gitignore, which exists$/m);
  // Installs both packages, because an existing package.json may list neither.
  assert.match(second.stdout, /^next: npm install --save-dev outx-gateway@\d\S+ wrangler@\d\S+; npx outx-gateway check; npx wrangler deploy; npx wrangler secret put SESSION_SECRET$/m);
  for (const name of ["wrangler.toml", ".gitignore"]) assert.equal(readFileSync(join(project, name), "utf8"), "# mine\n");

  const fresh = join(parent, "fresh");
  await runCommand(folder, ["init", "fresh"], { cwd: parent });
  installPacked(fresh, "outx-gateway", "outx-sandbox");
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: join(fresh, "logs") };
  const deploy = spawnSync("npx", ["wrangler", "deploy", "--dry-run", "--outdir", "dist"], { cwd: fresh, encoding: "utf8", env });
  assert.equal(deploy.status, 0, deploy.stdout + deploy.stderr);
  for (const binding of ["env.LEDGER", "env.LIMITER", "env.RATE_LIMIT", "env.ASSETS"]) assert.ok(deploy.stdout.includes(binding), deploy.stdout);
  assert.match(deploy.stdout, /Total Upload: .+ KiB/);
  t.diagnostic(deploy.stdout.match(/Total Upload: .+/)[0]);
});

test("check finds no problem in the gateway that dev starts", async (t) => {
  const gateway = await startDev(t, folder, ["--sandbox-port", "0"]);
  const { code, stdout } = await runCommand(folder, ["check", gateway.url]);
  assert.match(stdout, /^outx-gateway \d+\.\d+\.\d+ \(build [0-9a-f]{12}\) at http:\/\/127\.0\.0\.1:\d+, access: session$/m);
  assert.match(stdout, /^ok: nothing is missing$/m);
  assert.equal(code, 0);
});
