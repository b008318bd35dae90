// Follows docs/start.md in empty folders: its files and commands unchanged, with free ports in place of the usual ones.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Sandbox } from "outx-client/testing";

import { root } from "../../scripts/lib/process.mjs";
import { serveSite } from "../support/site.mjs";
import { useFrontEnd } from "./support/front-end.mjs";
import { GuideProject, sectionOf } from "./support/guide-project.mjs";
import { signInAt } from "./support/outx-gateway.mjs";
import { openBrowserPage } from "./support/recipe.mjs";

const PAGE = "docs/start.md";
const FREE = ["--port", "0", "--sandbox-port", "0"];
const isShell = ({ language }) => language === "sh";

/** The file of a block: the last name before the colon in the line above the block. */
function fileOf({ before }) {
  return before.match(/`([\w./-]+)`[^`]*:$/)?.[1];
}

test("a front end: the test passes, and the page signs in, lists posts, follows a task and explains an error", async (t) => {
  const section = sectionOf(PAGE, "A front end");
  const [install, runTests, dev, vite, fault] = section.filter(isShell).map(({ code }) => code);
  const files = section.filter((block) => !isShell(block));
  assert.deepEqual(files.map(fileOf), ["posts.js", "posts.test.js", "index.html", "main.js", "vite.config.js"]);

  const project = new GuideProject();
  project.run(install);
  for (const block of files) project.write(fileOf(block), block.code);
  assert.match(project.run(runTests), /^# pass 3$/m);

  const [, sandboxUrl, gatewayUrl] = await project.start(t, dev.trim(), FREE, /^sandbox (http:\S+):[\s\S]*^ready (http:\S+)$/m);
  const config = files.at(-1).code.replace("http://127.0.0.1:8787", gatewayUrl);
  assert.notEqual(config, files.at(-1).code);
  project.write("vite.config.js", config);
  const [, origin] = await project.start(t, vite.trim(), ["--port", "0", "--host", "127.0.0.1"], /Local: +(http:\S+?)\/?\s/);

  const page = await openBrowserPage(t);
  const sandbox = new Sandbox(sandboxUrl);
  const [{ api_key: key }] = await sandbox.teams();
  await useFrontEnd(page, origin, { sandbox, key });
  project.run(fault.replace("http://127.0.0.1:8788", sandboxUrl));
  await page.getByRole("button", { name: "Fetch" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "The limit is reached for now. Try again in 10 min." });
  await alert.waitFor();
  assert.ok(await alert.evaluate((element) => element.getBoundingClientRect().top < innerHeight), "the error is in view");
});

test("a page without a bundler: the import map finds the package, and the page signs in across ports of one host", async (t) => {
  const files = sectionOf(PAGE, "A front end").filter((block) => !isShell(block));
  const [importMap, createClient, dev] = sectionOf(PAGE, "A page without a bundler").map(({ code }) => code);
  const project = new GuideProject();
  project.run("npm install outx-client outx-gateway outx-sandbox");
  const [, sandboxUrl, gatewayUrl] = await project.start(t, dev.trim(), FREE, /^sandbox (http:\S+):[\s\S]*^ready (http:\S+)$/m);
  for (const block of files) project.write(fileOf(block), block.code);
  const edit = (name, pattern, text) => {
    const { code } = files.find((block) => fileOf(block) === name);
    assert.match(code, pattern);
    project.write(name, code.replace(pattern, () => text));
  };
  edit("index.html", /(?=^ *<script)/m, importMap);
  edit("main.js", /^const outx = .*\n/m, createClient.replace("http://127.0.0.1:8787", gatewayUrl));

  const origin = await serveSite(t, project.folder);
  assert.equal(new URL(origin).hostname, "127.0.0.1");
  const sandbox = new Sandbox(sandboxUrl);
  const [{ api_key: key }] = await sandbox.teams();
  await useFrontEnd(await openBrowserPage(t), origin, { sandbox, key });
});

for (const name of ["posts.js", "posts.test.js", "index.html", "main.js", "vite.config.js"]) {
  test(`the page shows ${name} of the example as it is`, () => {
    const block = sectionOf(PAGE, "A front end").find((one) => fileOf(one) === name);
    assert.equal(block.code, readFileSync(join(root, "examples/front-end", name), "utf8"));
  });
}

test("a gateway on Cloudflare: the project that init writes has everything that a deployment needs", async (t) => {
  const [write, examine, deploy] = sectionOf(PAGE, "A gateway on Cloudflare").filter(isShell).map(({ code }) => code);
  const project = new GuideProject();
  // Installs the package that `npx` would download.
  project.run("npm install outx-gateway");
  const lines = write.trim().split("\n");
  const dev = lines.pop();
  project.run(lines.join("\n"));
  const [, sandboxUrl, gatewayUrl] = await project.start(t, dev, FREE, /^sandbox (http:\S+):[\s\S]*^ready (http:\S+)$/m);
  const cookie = (await signInAt(gatewayUrl, sandboxUrl)).split(";")[0];
  assert.equal((await fetch(`${gatewayUrl}/api-team`, { headers: { cookie } })).status, 200);

  const output = project.run(examine);
  assert.match(output, /^ok: nothing is missing$/m);
  for (const binding of ["env.LEDGER", "env.LIMITER", "env.RATE_LIMIT", "env.ASSETS"]) assert.ok(output.includes(binding), output);

  // The other commands need an account.
  const secret = execFileSync("sh", ["-c", deploy.match(/openssl[^|]*/)[0]], { encoding: "utf8" }).trim();
  assert.ok(secret.length >= 32);
});

test("a Worker of your own: the gateway below a path signs visitors in, and the Worker's own pages are still served", async (t) => {
  const [install, prepare, sandbox, worker] = sectionOf(PAGE, "A Worker of your own").filter(isShell).map(({ code }) => code);
  const [code, toml] = sectionOf(PAGE, "A Worker of your own").filter((block) => !isShell(block)).map((block) => block.code);
  const project = new GuideProject();
  project.write("package.json", JSON.stringify({ name: "own", private: true, type: "module" }));
  project.write("wrangler.toml", 'name = "own"\nmain = "src/index.js"\ncompatibility_date = "2026-04-01"\n\n');
  project.run("npm install --save-dev wrangler");
  project.run(install);
  project.write("src/index.js", code);
  appendFileSync(join(project.folder, "wrangler.toml"), toml);

  const [, sandboxUrl] = await project.start(t, sandbox.trim().replace("8788", "0"), [], /^listening (http:\S+)$/m);
  assert.match(project.run(prepare.replace("http://127.0.0.1:8788", sandboxUrl)), /^ok: nothing is missing$/m);
  const [, port] = await project.start(t, worker.trim().replace("8787", "0"), ["--inspector-port", "0"], /Ready on http:\/\/\S+:(\d+)/);
  const url = `http://127.0.0.1:${port}`;
  assert.equal(await (await fetch(url)).text(), "my own page");
  assert.match(await (await fetch(`${url}/outx/`)).text(), /<script type="module"/);
  const cookie = (await signInAt(`${url}/outx`, sandboxUrl)).split(";")[0];
  assert.equal((await fetch(`${url}/outx/api-team`, { headers: { cookie } })).status, 200);
});
