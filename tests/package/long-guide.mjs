// Runs the tests that docs/testing.md and the README of outx-sandbox show in their test runners. Part of npm run test:all.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { binary } from "../support/sandbox.mjs";
import { frontEnd } from "./support/front-end.mjs";
import { bin, linked } from "./support/long.mjs";
import { folderWithPacked } from "./support/packed.mjs";
import { project } from "./support/project.mjs";

// Asynchronous, because this process serves the page under test.
const execute = promisify(execFile);
const guide = readFileSync(new URL("../../docs/testing.md", import.meta.url), "utf8");

for (const name of ["offline.test.ts", "sign-in.spec.ts"]) {
  test(`the guide shows ${name} as it is`, () => {
    const text = readFileSync(new URL(`fixtures/guide/${name}`, import.meta.url), "utf8");
    assert.ok(guide.includes(`\`\`\`ts\n${text}\`\`\``), "the guide has another text");
  });
}

const sandboxReadme = readFileSync(new URL("../../sandbox/npm/README.md", import.meta.url), "utf8");

for (const name of ["sandbox/vitest.test.js", "sandbox/msw.test.js", "storybook/posts.stories.jsx"]) {
  test(`the README of outx-sandbox shows ${name} as it is`, () => {
    const text = readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
    assert.ok(sandboxReadme.includes(`\n${text}\`\`\`\n`), "the README has another text");
  });
}

for (const name of ["vitest.test.js", "msw.test.js"]) {
  test(`Vitest runs ${name} of the README of outx-sandbox`, async () => {
    const folder = linked(sandboxProject(), "vitest", "msw");
    assert.match(await output(folder, "vitest", ["run", "--reporter=dot", name], { NO_COLOR: "1" }), /Tests +1 passed/);
  });
}

test("Jest runs the same test with require, in its default mode", async () => {
  const folder = sandboxProject();
  const text = readFileSync(join(folder, "vitest.test.js"), "utf8").replace(/^import .* from "vitest";\n/m, "").replace(/import (.*) from (.*);/g, "const $1 = require($2);");
  writeFileSync(join(folder, "jest.test.cjs"), text);
  await execute(bin("jest"), ["--rootDir", folder, "jest.test.cjs"], { cwd: folder });
});

/** A folder with both packed packages and the examples of the sandbox's README. */
function sandboxProject() {
  const folder = folderWithPacked("outx-client", "outx-sandbox");
  cpSync(new URL("fixtures/sandbox", import.meta.url), folder, { recursive: true });
  return folder;
}

// A simulated page counts as a browser, in which the guide requires one more option.
const environments = {
  node: (text) => text,
  jsdom: (text) => text.replace("baseUrl: sandbox.url", "$&, dangerouslyAllowKeyInBrowser: true"),
};

for (const [environment, adapt] of Object.entries(environments)) {
  test(`Vitest runs the guide's test under ${environment}`, async () => {
    const folder = linked(project("guide"), "vitest", "jsdom");
    const file = join(folder, "offline.test.ts");
    writeFileSync(file, adapt(readFileSync(file, "utf8")));
    const args = ["run", "--environment", environment, "--reporter=dot", "offline.test.ts"];
    assert.match(await output(folder, "vitest", args, { OUTX_SANDBOX: binary, NO_COLOR: "1" }), /Tests +1 passed/);
  });
}

test("Playwright runs the guide's test on the example front end", async (t) => {
  const { origin, gateway } = await frontEnd(t);
  const folder = linked(project("guide"), "@playwright/test");
  const config = { testMatch: "*.spec.ts", reporter: "line", use: { baseURL: origin, launchOptions: chromium() } };
  writeFileSync(join(folder, "playwright.config.js"), `export default ${JSON.stringify(config)};`);
  assert.match(await output(folder, "playwright", ["test"], { OUTX_SANDBOX_URL: gateway.sandbox.url }), /1 passed/);
});

async function output(folder, tool, args, env) {
  const { stdout } = await execute(bin(tool), args, { cwd: folder, env: { ...process.env, ...env } });
  return stdout;
}
