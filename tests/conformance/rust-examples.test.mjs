// Runs the Rust examples unchanged.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Miniflare } from "miniflare";

import { startSandbox } from "../support/sandbox.mjs";

const built = (path) => fileURLToPath(new URL(`../../target/${path}`, import.meta.url));

function script(env) {
  return execFileSync(built("debug/rust-script"), { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

test("the program prints posts of several pages and a profile", async (t) => {
  const sandbox = await startSandbox(t);
  await sandbox.switch({ task_plan: ["completed"] });
  const lines = script({ OUTX_API_KEY: sandbox.key, OUTX_URL: sandbox.url }).trim().split("\n");
  assert.match(JSON.stringify(JSON.parse(lines.at(-1))), /Ada Example/);
  const pages = (await sandbox.requests()).filter(({ path }) => path === "/api-posts");
  assert.equal(pages.length, 3);
});

test("the program prints the operation and the error when the API rejects a call", async (t) => {
  const sandbox = await startSandbox(t);
  assert.throws(() => script({ OUTX_API_KEY: "no-such-key", OUTX_URL: sandbox.url }), /watchlists\.keyword\.list failed with invalid_key: /);
});

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the guide shows the program as it is", () => {
  assert.ok(read("docs/rust.md").includes(`\`\`\`rust\n${read("examples/rust-script/src/main.rs")}\`\`\`\n`));
});

test("the guide and the README of the page name the versions that the crate requires", () => {
  const manifest = read("Cargo.toml");
  const [, bindgen] = manifest.match(/^wasm-bindgen = "=(.+)"$/m);
  const [, worker] = manifest.match(/^worker = \{ version = "=(.+?)"/m);
  const [, rust] = manifest.match(/^rust-version = "(.+)"$/m);
  const guide = read("docs/rust.md");
  for (const named of [`Rust ${rust}`, `wasm-bindgen ${bindgen} and worker ${worker}`, `\`worker\` ${worker}`]) assert.ok(guide.includes(named), named);
  assert.ok(read("examples/rust-page/README.md").includes(`wasm-bindgen-cli --version ${bindgen}`));
});

test("the Worker responds with data from OutX; its key is a secret", async (t) => {
  const sandbox = await startSandbox(t);
  const readBuilt = (name) => readFileSync(built(`rust-worker/${name}`));
  const miniflare = new Miniflare({
    cf: false, host: "127.0.0.1", port: 0, compatibilityDate: "2026-04-01",
    bindings: { OUTX_API_KEY: sandbox.key, OUTX_URL: sandbox.url },
    modules: [
      { type: "ESModule", path: "index.js", contents: readBuilt("index.js").toString() },
      { type: "CompiledWasm", path: "index_bg.wasm", contents: readBuilt("index_bg.wasm") },
    ],
  });
  t.after(() => miniflare.dispose());
  const lists = await (await fetch(`${sandbox.url}/api-keyword-watchlist`, { headers: { "x-api-key": sandbox.key } })).json();
  const response = await miniflare.dispatchFetch(`http://worker/${lists.watchlists[0].id}`);
  const texts = await response.json();
  assert.equal(response.status, 200, JSON.stringify(texts));
  assert.equal(texts.length, 10);
  const missing = await miniflare.dispatchFetch("http://worker/no-such-watchlist");
  assert.deepEqual([missing.status, await missing.json()], [404, ["not_found"]]);
});
