// The packed outx-gateway as a library, mounted below a path of a Worker that wrangler bundles and workerd runs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Miniflare } from "miniflare";
import { chromium as playwright } from "playwright-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { createSandbox } from "../../sandbox/npm/node.js";
import { runCommand, signInAt } from "./support/outx-gateway.mjs";
import { folderWithPacked } from "./support/packed.mjs";

const WORKER = `
import { createGateway, Ledger, Limiter } from "outx-gateway";

const gateway = createGateway({ basePath: "/outx" });

export { Ledger, Limiter };
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/create") return Response.json(create(searchParams));
    return (await gateway.fetch(request, env, ctx)) ?? new Response("own page of " + pathname);
  },
};

function create(searchParams) {
  try {
    createGateway(JSON.parse(searchParams.get("options")));
    return "created";
  } catch (error) {
    return error.name + ": " + error.message;
  }
}
`;
const SECRET = "session-secret-of-tests-0123456789";
const ALLOWED = 'a path such as "/outx": a leading slash, then segments of letters, digits, ".", "_", "~" or "-"';

const folder = folderWithPacked("outx-gateway", "outx-sandbox");
let host;
let mounted;
let sandbox;
let sandboxUrl;
const servers = [];

before(async () => {
  bundle();
  sandbox = await createSandbox();
  sandboxUrl = (await sandbox.listen()).url;
  host = await serve();
  mounted = `${host}/outx`;
});

after(async () => {
  await Promise.all(servers.map((server) => server.dispose()));
  await sandbox?.stop();
});

test("a path outside the base path is left to the Worker", async () => {
  for (const path of ["/", "/outxy", "/api-team", "/_gateway/health", "/OUTX/_gateway/health", "/outx/../api-team"]) {
    const response = await fetch(host + path);
    assert.match(await response.text(), /^own page of /, path);
  }
});

test("the console's page, files and redirects are below the path", async () => {
  const redirect = await fetch(`${mounted}?a=b`, { redirect: "manual" });
  assert.deepEqual([redirect.status, redirect.headers.get("location")], [308, "/outx/?a=b"]);
  const index = await fetch(`${mounted}/index.html`, { redirect: "manual" });
  assert.equal(index.headers.get("location"), "/outx/");

  const page = await fetch(`${mounted}/`);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
  const html = await page.text();
  const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
  assert.ok(links.length >= 4, html);
  for (const link of links) {
    const url = new URL(link, `${mounted}/`);
    assert.ok(url.pathname.startsWith("/outx/"), link);
    assert.equal((await fetch(url)).status, 200, link);
  }
});

test("a sign-in, a session and a read work below the path", async () => {
  const cookie = await signInAt(mounted, sandboxUrl);
  assert.match(cookie, /^outx_session=.*; ?Path=\/(;|$)/);
  const headers = { cookie: cookie.split(";")[0] };
  const session = await (await fetch(`${mounted}/_gateway/session`, { headers })).json();
  assert.equal(session.session.email, "demo@outx.test");
  const team = await fetch(`${mounted}/api-team`, { headers });
  assert.deepEqual([team.status, (await team.json()).team.id], [200, session.session.team.id]);
  const created = await fetch(`${mounted}/api-keyword-watchlist`, {
    method: "POST", headers: { ...headers, origin: host, "content-type": "application/json" }, body: JSON.stringify({ name: "Mounted", keywords: ["rust"] }),
  });
  assert.ok(created.ok, await created.text());
});

test("the console signs in below the path, in Chromium", async (t) => {
  const email = "sam@outx.test";
  const browser = await playwright.launch(chromium());
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const outside = [];
  page.on("request", (request) => request.url().startsWith(`${mounted}/`) || outside.push(request.url()));
  await page.goto(`${mounted}/`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").waitFor();
  await page.getByLabel("Code").fill(await sandbox.otp(email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".rail").waitFor();
  assert.deepEqual(outside, []);
});

test("health and OpenAPI are below the path, and OpenAPI names it as the server", async () => {
  assert.equal((await (await fetch(`${mounted}/_gateway/health`)).json()).status, "ok");
  const document = await (await fetch(`${mounted}/_gateway/openapi.json`)).json();
  assert.equal(document.servers[0].url, "/outx");
});

test("a path that neither the Worker nor the console has is 404 route_denied", async () => {
  for (const path of ["/no-such-file.js", "//evil.example/api-team", "/v1/other"]) {
    const response = await fetch(mounted + path);
    assert.deepEqual([response.status, (await response.json()).code], [404, "route_denied"], path);
  }
});

test("createGateway rejects an invalid base path and an unknown option", async () => {
  const cases = [
    [{ basePath: "outx" }, `TypeError: basePath has no leading slash: got "outx", expected ${ALLOWED}`],
    [{ basePath: "/a/../b" }, `TypeError: basePath has a dot segment: got "/a/../b", expected ${ALLOWED}`],
    [{ basePath: "/outx?a=b" }, `TypeError: basePath has a query or a fragment: got "/outx?a=b", expected ${ALLOWED}`],
    [{ basePath: "/outx#a" }, `TypeError: basePath has a query or a fragment: got "/outx#a", expected ${ALLOWED}`],
    [{ basePath: "//outx" }, `TypeError: basePath has an empty segment: got "//outx", expected ${ALLOWED}`],
    [{ basePath: "/a%2Fb" }, `TypeError: basePath has a character that is not allowed: got "/a%2Fb", expected ${ALLOWED}`],
    [{ basePath: "/%2e%2e" }, `TypeError: basePath has a character that is not allowed: got "/%2e%2e", expected ${ALLOWED}`],
    [{ basePath: 7 }, `TypeError: basePath is not a string: got 7, expected ${ALLOWED}`],
    [{ basepath: "/outx" }, 'TypeError: createGateway: unknown option "basepath", expected basePath'],
  ];
  for (const [options, expected] of cases) assert.equal(await createAgain(options), expected);
});

test("the Worker of the package rejects every request when BASE_PATH is not text, and says so", async () => {
  const modulesRoot = join(folder, "node_modules/outx-gateway");
  const modules = ["worker.js", "gateway.js", "base-path.js", "checked-worker.js", "rejection.js", "build/index.js", "build/index_bg.wasm"]
    .map((name) => ({ type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule", path: join(modulesRoot, name) }));
  for (const value of [7, false, ["/outx"]]) {
    const response = await fetch(`${await serve({ BASE_PATH: value }, { modulesRoot, modules })}/_gateway/health`);
    const { code, error } = await response.json();
    assert.deepEqual([response.status, code, error], [500, "misconfigured", `BASE_PATH is not a string: got ${JSON.stringify(value)}, expected ${ALLOWED}`]);
  }
});

test("a Worker has one gateway: createGateway returns it again for the same base path, and throws for another", async () => {
  const advice = "keep one of them, or deploy the other as a Worker of its own";
  for (const [options, expected] of [
    [{ basePath: "/outx/" }, "created"],
    [{ basePath: "/other" }, `Error: createGateway: this Worker has a gateway below "/outx" and cannot have another below "/other"; ${advice}`],
    [{ basePath: "/" }, `Error: createGateway: this Worker has a gateway below "/outx" and cannot have another below "/"; ${advice}`],
    [{}, `Error: createGateway: this Worker has a gateway below "/outx" and cannot have another where BASE_PATH says; ${advice}`],
    [{ basePath: "/outx" }, "created"],
  ]) {
    assert.equal(await createAgain(options), expected);
  }
});

/** Makes the Worker call createGateway again, and returns the result. */
async function createAgain(options) {
  return (await fetch(`${host}/create?options=${encodeURIComponent(JSON.stringify(options))}`)).json();
}

test("without its Durable Objects the gateway rejects every request, and says what to add", async () => {
  const reason = (name, className) =>
    `is not bound: add [[durable_objects.bindings]] with name = "${name}" and class_name = "${className}" to wrangler.toml, with a migration, and export the class from your Worker; npx outx-gateway check examines all of it`;
  const problems = [{ setting: "LEDGER", reason: reason("LEDGER", "Ledger") }, { setting: "LIMITER", reason: reason("LIMITER", "Limiter") }];
  const bare = `${await serve({ SESSION_SECRET: SECRET }, { durableObjects: {} })}/outx`;
  const health = await fetch(`${bare}/_gateway/health`);
  const { status, problems: named, settings } = await health.json();
  assert.deepEqual([health.status, status, named], [500, "misconfigured", problems]);
  assert.ok(settings.set.includes("SESSION_SECRET"));
  for (const [path, init] of [["/api-team"], ["/_gateway/session"], ["/api-keyword-watchlist", { method: "POST" }], ["/_gateway/health", { method: "HEAD" }]]) {
    const response = await fetch(bare + path, init);
    assert.equal(response.status, 500, path);
    if (init?.method === "HEAD") continue;
    const body = await response.json();
    assert.deepEqual([body.code, body.error], ["misconfigured", problems.map(({ setting, reason: text }) => `${setting} ${text}`).join("; ")], path);
    assert.equal(response.headers.get("x-request-id"), body.request_id);
  }

  const half = `${await serve({}, { durableObjects: { LEDGER: { className: "Ledger", useSQLite: true } } })}/outx`;
  assert.deepEqual((await (await fetch(`${half}/_gateway/health`)).json()).problems, [problems[1]]);
  const { code, stdout } = await runCommand(folder, ["check", half]);
  assert.ok(stdout.includes(`problem: LIMITER ${problems[1].reason}\n`), stdout);
  assert.equal(code, 1);
});

test("check accepts the mounted gateway, and names what is missing in others", async () => {
  const good = await runCommand(folder, ["check", mounted]);
  assert.match(good.stdout, /^ok: nothing is missing$/m);
  assert.equal(good.code, 0);

  const bad = `${await serve({ SESSION_SECRET: "short", ACCESS: "session" }, { assets: undefined })}/outx`;
  const { code, stdout } = await runCommand(folder, ["check", bad]);
  assert.match(stdout, /^problem: SESSION_SECRET .+$/m);
  assert.match(stdout, /^problem: the console is not served at http:\S+\/outx\/ \(status \d+\); \[assets\] in wrangler\.toml must name node_modules\/outx-gateway\/console, with binding ASSETS$/m);
  assert.match(stdout, /^2 problems$/m);
  assert.equal(code, 1);
});

test("check says why it cannot examine a URL", async () => {
  const cases = [
    [[""], /^outx-gateway: invalid URL: got "", expected that of a gateway, such as https:\/\/gateway\.example; usage: outx-gateway check \[URL\]$/m],
    [["gateway.example"], /^outx-gateway: invalid URL: got "gateway\.example", expected/m],
    [["http://127.0.0.1:1"], /^outx-gateway: cannot reach http:\/\/127\.0\.0\.1:1\/_gateway\/health: /m],
    [[host], /^outx-gateway: http:\S+\/_gateway\/health is not that of a gateway \(status 200\); give the URL that the gateway is mounted at$/m],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await runCommand(folder, ["check", ...args]);
    assert.match(stderr, expected);
    assert.equal(code, 1);
  }
});

/** Bundles the Worker with wrangler, as a deployment does. */
function bundle() {
  writeFileSync(join(folder, "worker.js"), WORKER);
  writeFileSync(join(folder, "wrangler.toml"), 'name = "own"\nmain = "worker.js"\ncompatibility_date = "2026-04-01"\nsend_metrics = false\n');
  const wrangler = new URL("../../node_modules/.bin/wrangler", import.meta.url).pathname;
  const env = { ...process.env, WRANGLER_LOG_PATH: join(folder, "logs") };
  const { status, stdout, stderr } = spawnSync(wrangler, ["deploy", "--dry-run", "--outdir", "dist"], { cwd: folder, encoding: "utf8", env });
  assert.equal(status, 0, stdout + stderr);
}

/** Serves the bundled Worker, and returns its origin. */
async function serve(settings = {}, options = {}) {
  const dist = join(folder, "dist");
  const wasm = readdirSync(dist).find((name) => name.endsWith(".wasm"));
  const server = new Miniflare({
    name: "own", host: "127.0.0.1", port: 0, cf: false,
    handleRuntimeStdio: (...streams) => streams.forEach((stream) => stream.resume()),
    modulesRoot: dist,
    modules: [
      { type: "ESModule", path: join(dist, "worker.js"), contents: readFileSync(join(dist, "worker.js"), "utf8") },
      { type: "CompiledWasm", path: join(dist, wasm) },
    ],
    compatibilityDate: "2026-04-01",
    bindings: { OUTX_UPSTREAM: sandboxUrl, SESSION_SECRET: SECRET, ...settings },
    durableObjects: { LEDGER: { className: "Ledger", useSQLite: true }, LIMITER: { className: "Limiter", useSQLite: true } },
    ratelimits: { RATE_LIMIT: { simple: { limit: 1_000_000, period: 60 } } },
    assets: {
      workerName: "own", binding: "ASSETS", directory: join(folder, "node_modules/outx-gateway/console"),
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
      assetConfig: { not_found_handling: "none" },
    },
    ...options,
  });
  servers.push(server);
  return (await server.ready).origin;
}
