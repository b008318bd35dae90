// Runs the examples unchanged, with the packed tarball in place of the published package.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import * as vite from "vite";
import { unstable_dev as wranglerDev } from "wrangler";

import { TOKEN_SECRET, startGateway } from "../support/gateway.mjs";
import { start, stop, waitForOutput } from "../../scripts/lib/process.mjs";
import { startSandbox } from "../support/sandbox.mjs";
import { next } from "./frameworks.mjs";
import { frontEnd, useFrontEnd } from "./support/front-end.mjs";
import { version } from "./support/matrix.mjs";
import { command, example } from "./support/project.mjs";
import { openBrowserPage } from "./support/recipe.mjs";

test("the front end signs in, lists posts and follows a task", async (t) => {
  const page = await openBrowserPage(t);
  const { origin, gateway } = await frontEnd(t);
  await useFrontEnd(page, origin, gateway);
});

test("the front end says that the browser dropped the cookie when the call after a sign-in has no session", async () => {
  const forms = Object.fromEntries(["ask", "verify", "fetch"].map((name) => [name, formOf({ email: "demo@outx.test", otp: "123456" })]));
  const [main, posts, progress, trouble] = Array.from({ length: 4 }, () => ({ hidden: true }));
  const document = { forms, getElementsByTagName: () => [main], getElementById: (id) => ({ posts, progress, trouble })[id] };
  class AuthenticationError extends Error {
    code = "session_expired";
  }
  const Outx = class {
    auth = { sendOtp: async () => {}, verifyOtp: async () => {} };
  };
  const listPosts = async () => {
    throw new AuthenticationError();
  };
  const source = readFileSync(new URL("../../examples/front-end/main.js", import.meta.url), "utf8").replace(/^import .*$/gm, "").replace("import.meta.env", "{}");
  const names = { document, AuthenticationError, Outx, listPosts, location: {}, FormData: Map };
  const run = new (async () => {}).constructor(...Object.keys(names), source);
  await run(...Object.values(names));
  const seen = () => [trouble.textContent, forms.ask.hidden, forms.verify.hidden];
  assert.deepEqual(seen(), ["", false, true]);
  await forms.ask.submit();
  assert.deepEqual(seen(), ["", true, false]);
  await forms.verify.submit();
  assert.deepEqual(seen(), ["You signed in, but the browser dropped the cookie. Use the same host for this page and the gateway.", false, true]);
});

/** A form with these fields. `submit()` resolves after its listener's calls. */
function formOf(fields) {
  let listener;
  return {
    hidden: true,
    elements: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
    addEventListener: (_, added) => (listener = added),
    [Symbol.iterator]: () => Object.entries(fields)[Symbol.iterator](),
    async submit() {
      listener({ preventDefault() {} });
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("under Vite's development server the front end calls its own origin, which forwards to the gateway", async (t) => {
  const page = await openBrowserPage(t);
  const folder = example("front-end");
  const gateway = await startGateway(t);
  Object.assign(process.env, { GATEWAY: gateway.url });
  delete process.env.VITE_GATEWAY;
  const server = await vite.createServer({ root: folder, logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
  t.after(() => server.close());
  await server.listen();
  const origin = `http://127.0.0.1:${server.httpServer.address().port}`;
  const others = [];
  page.on("request", (request) => new URL(request.url()).origin === origin || others.push(request.url()));
  await useFrontEnd(page, origin, gateway);
  assert.deepEqual(others, []);
});

test("the back end mints tokens for its users, and a page calls with them", async (t) => {
  const folder = example("token");
  const server = start("node", [join(folder, "server.js")], { env: { TOKEN_SECRET, PORT: "0" }, stdio: ["pipe", "inherit"] });
  t.after(() => stop(server));
  const [, origin] = await waitForOutput(server, /listening (\S+)/);
  const gateway = await startGateway(t, { settings: ({ api_key }) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: api_key }) });
  const { createClient } = await import(join(folder, "page.js"));
  let asked = 0;
  const outx = createClient(gateway.url, async () => {
    asked += 1;
    return (await fetch(`${origin}/token`, { headers: { "x-user": "user-1" } })).json();
  });

  assert.equal((await outx.team.get()).team.id, gateway.team.id);
  await outx.team.get();
  assert.equal(asked, 1, "a token serves many calls");
  assert.equal((await fetch(`${origin}/token`)).status, 401);
});

test("the script prints posts of several pages and a profile", async (t) => {
  const sandbox = await startSandbox(t);
  const { api_key } = await sandbox.demoTeam();
  const printed = command(example("script"), "npm", ["start", "--silent"], { OUTX_API_KEY: api_key, OUTX_URL: sandbox.url });

  const lines = printed.trim().split("\n");
  assert.match(lines.at(-1), /^Ada Example: /);
  assert.equal(lines.filter((line) => /^\d+ likes {2}\S/.test(line)).length, 12);
  const pages = (await sandbox.requests()).filter(({ path }) => path === "/api-posts");
  assert.equal(pages.length, 3);
});

test("the script prints the operation and the error when the API rejects a call", async (t) => {
  const sandbox = await startSandbox(t);
  assert.throws(
    () => command(example("script"), "npm", ["start", "--silent"], { OUTX_API_KEY: "no-such-key", OUTX_URL: sandbox.url }),
    /watchlists\.keyword\.list failed with invalid_key: /,
  );
});

test("the Worker responds with posts, and with the code of a failure", async (t) => {
  const sandbox = await startSandbox(t);
  const { api_key } = await sandbox.demoTeam();
  const folder = example("worker");
  const worker = await wranglerDev(join(folder, "worker.js"), {
    config: join(folder, "wrangler.toml"),
    vars: { OUTX_API_KEY: api_key, OUTX_URL: sandbox.url },
    logLevel: "error",
    experimental: { disableExperimentalWarning: true, testMode: true },
  });
  t.after(() => worker.stop());
  const { watchlists } = await (await fetch(`${sandbox.url}/api-keyword-watchlist`, { headers: { "x-api-key": api_key } })).json();

  const response = await worker.fetch(`http://user/${watchlists[0].id}`);
  const posts = await response.json();
  assert.equal(response.status, 200);
  assert.equal(posts.length, 10);
  assert.ok(posts.every((post) => typeof post === "string"));

  const missing = await worker.fetch("http://user/00000000-0000-4000-8000-000000000000");
  assert.deepEqual([missing.status, await missing.json()], [404, { error: "not_found" }]);
});

test("the examples depend on the versions of tools with which they are tested", () => {
  const { version: client } = manifest("pkg");
  // deploy-button.test.mjs compares the example outx-gateway with the files that `init` writes. The long tests install the tools that the root does not.
  const long = { ...JSON.parse(readFileSync(new URL("long/package.json", import.meta.url))).dependencies, ...next.packages };
  const examples = new URL("../../examples/", import.meta.url);
  // The examples in Rust have no package.json.
  const folders = readdirSync(examples).filter((entry) => existsSync(new URL(`${entry}/package.json`, examples)) && entry !== "outx-gateway");
  assert.ok(folders.length > 0);
  for (const name of folders) {
    const { dependencies, devDependencies } = manifest(`examples/${name}`);
    const named = Object.entries({ ...dependencies, ...devDependencies });
    assert.ok("outx-client" in dependencies, name);
    for (const [tool, range] of named) assert.equal(range, tool.startsWith("outx-") ? `^${client}` : (long[tool] ?? version(tool)), `${tool} of ${name}`);
  }
});

const guide = readFileSync(new URL("../../docs/frameworks.md", import.meta.url), "utf8");

for (const name of [
  "react/main.jsx", "react/posts.jsx", "react/profile.jsx", "vue/app.vue", "svelte/app.svelte", "next/app/outx.js", "next/app/page.js",
  "next/app/api/team/route.js", "next/app/profile/page.js", "front-end/vite.config.js", "wxt/wxt.config.js", "wxt/entrypoints/background.js", "token/server.js", "token/page.js",
]) {
  test(`the guide shows ${name} as it is`, () => {
    const text = readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");
    assert.ok(guide.includes(`\n${text}\`\`\`\n`), "docs/frameworks.md has another text");
  });
}

function manifest(folder) {
  return JSON.parse(readFileSync(new URL(`../../${folder}/package.json`, import.meta.url)));
}
