// The rest of the bundlers, frameworks, test runners and runtimes. Part of npm run test:all: what it needs is large.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { start, stop, waitForOutput } from "../../scripts/lib/process.mjs";
import { serveSite } from "../support/site.mjs";
import { bin, bun, linked, modules } from "./support/long.mjs";
import { version } from "./support/matrix.mjs";
import { folderWithPacked } from "./support/packed.mjs";
import { command, project } from "./support/project.mjs";
import { gateway, openPage, openSite, runProgram, serverSettings, works } from "./support/works.mjs";

const named = (label, name) => `${label} ${version(name, modules)}`;

works(named("Parcel", "parcel"), "as it is", async (t) => {
  const folder = project("page");
  command(folder, bin("parcel"), ["build", "index.html", "--dist-dir", "dist", "--no-cache"]);
  return openSite(t, join(folder, "dist"));
});

works(named("Deno", "deno"), "as it is", () => runProgram(project("node"), bin("deno"), ["run", "--allow-all", "main.js"]));

works(named("Bun", "bun"), "as it is", () => runProgram(project("node"), bun(), ["main.js"]));

const SANDBOX_PROGRAM = `
  import { Outx } from "outx-client";
  import { createSandbox } from "outx-sandbox";

  const sandbox = await createSandbox({ seed: 7 });
  const inProcess = await new Outx({ apiKey: sandbox.key, fetch: sandbox.fetch }).team.get();
  const server = await sandbox.listen({ port: 0 });
  const outx = new Outx({ apiKey: sandbox.key, baseUrl: server.url, retry: false });
  const served = await outx.team.get();
  const sent = {};
  for (const reset of ["before", "after"]) {
    await sandbox.fault("POST", "/api-keyword-watchlist", { reset });
    const error = await outx.watchlists.keyword.create({ name: "a", keywords: ["b"] }).catch((thrown) => thrown);
    const posts = (await sandbox.requests()).filter(({ method }) => method === "POST");
    sent[reset] = [error.code, posts.length];
  }
  await sandbox.stop();
  console.log(JSON.stringify({ same: inProcess.team.id === served.team.id, sent }));
`;

for (const [name, command, ...args] of [["deno", bin("deno"), "run", "--allow-all"], ["bun", bun()]]) {
  test(`${named(name, name)}: outx-sandbox runs in process and as a server, and a write on a reset connection is sent once`, () => {
    const folder = folderWithPacked("outx-client", "outx-sandbox");
    writeFileSync(join(folder, "program.mjs"), SANDBOX_PROGRAM);
    const output = execFileSync(command, [...args, "program.mjs"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
    assert.deepEqual(JSON.parse(output), { same: true, sent: { before: ["network", 1], after: ["network", 2] } });
  });
}

const PAGE = { DANGEROUSLY_ALLOW_KEY: "1" };

for (const [environment, how] of [["node", "as it is"], ["jsdom", "as it is"], ["happy-dom", "as it is"]]) {
  works(`${named("Vitest", "vitest")}, ${environment}`, how, () => {
    const folder = linked(project("vitest"), "vitest", "jsdom", "happy-dom");
    return runProgram(folder, bin("vitest"), ["run", "--reporter=dot", `--environment=${environment}`], PAGE);
  });
}

works(`${named("Vitest", "vitest")}, jsdom with the browser condition`, '`resolve: { conditions: ["browser"] }`', () => {
  const folder = linked(project("vitest"), "vitest", "jsdom");
  writeFileSync(join(folder, "vitest.config.js"), 'export default { resolve: { conditions: ["browser"] }, ssr: { resolve: { conditions: ["browser"] } } };\n');
  return runProgram(folder, bin("vitest"), ["run", "--reporter=dot", "--environment=jsdom"], PAGE);
});

const MODULES = { NODE_OPTIONS: "--experimental-vm-modules" };

for (const environment of ["node", "jest-fixed-jsdom"]) {
  works(`${named("Jest", "jest")}, ${environment}`, "`NODE_OPTIONS=--experimental-vm-modules`", () => {
    const folder = project("jest");
    const env = environment === "node" ? environment : fileURLToPath(new URL(environment, modules));
    return runProgram(folder, bin("jest"), ["--rootDir", folder, `--env=${env}`], { ...PAGE, ...MODULES });
  });
}

test("under plain jsdom, Jest can import the package, and a call says what is missing", () => {
  const folder = project("jest");
  const env = fileURLToPath(new URL("jest-environment-jsdom", modules));
  writeFileSync(join(folder, "main.test.js"), `import { Outx } from "outx-client";
    test("imports", async () => {
      const error = await new Outx({ gateway: "https://gateway.example" }).team.get().catch((thrown) => thrown);
      process.stdout.write("REPORT " + JSON.stringify({ code: error.code, retryable: error.retryable, message: error.message }) + "\\n");
    });`);
  const { code, retryable, message } = runProgram(folder, bin("jest"), ["--rootDir", folder, `--env=${env}`], MODULES);
  assert.deepEqual([code, retryable], ["network", false]);
  assert.match(message, /no TextDecoder: use jest-fixed-jsdom or @jest-environment node/);
});

works(`${named("Next", "next")}, server component`, '`serverExternalPackages: ["outx-client"]`', async (t) => {
  const html = await (await fetch(`${await next(t)}/server`)).text();
  return JSON.parse(html.match(/<pre>(.*?)<\/pre>/)[1].replaceAll("&quot;", '"').replaceAll("&#x27;", "'"));
});

works(`${named("Next", "next")}, client component`, "as it is", async (t) => openPage(`${await next(t)}/client`));

works(`${named("Next", "next")}, edge route`, "as it is", async (t) => (await fetch(`${await next(t)}/edge`)).json());

let nextApp, nextEnv;

// Built once, with its gateway's address in it: a Next build takes longer than all other fixtures together.
async function next(t) {
  if (!nextApp) {
    nextApp = project("next");
    nextEnv = { GATEWAY: await serveSite(undefined, join(nextApp, "app"), gateway), NEXT_TELEMETRY_DISABLED: "1", ...serverSettings() };
    // Turbopack does not follow links that leave the folder.
    const packages = ["next", "react", "react-dom"].map((name) => `${name}@${version(name, modules)}`);
    command(nextApp, "npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--silent", ...packages]);
    command(nextApp, "node_modules/.bin/next", ["build"], nextEnv);
  }
  const server = start(join(nextApp, "node_modules/.bin/next"), ["start", nextApp, "--hostname", "127.0.0.1", "--port", 0], { env: nextEnv, stdio: ["pipe", "ignore"] });
  t.after(() => stop(server));
  const [, origin] = await waitForOutput(server, /(http:\/\/127\.0\.0\.1:[1-9]\d*)/);
  return origin;
}
