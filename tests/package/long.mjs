// The other bundlers, test runners and runtimes. Part of npm run test:all, because their packages are large.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { bin, bun, linked, modules } from "./support/long.mjs";
import { version } from "./support/matrix.mjs";
import { folderWithPacked } from "./support/packed.mjs";
import { command, project } from "./support/project.mjs";
import { gateway, openPage, openSite, runProgram, works } from "./support/works.mjs";

const named = (label, name) => `${label} ${version(name, modules)}`;

works(named("Parcel", "parcel"), "as it is", async (t) => {
  const folder = project("page");
  command(folder, bin("parcel"), ["build", "index.html", "--dist-dir", "dist", "--no-cache"]);
  return openSite(t, join(folder, "dist"));
});

works(`${named("Rsbuild", "@rsbuild/core")} (Rspack)`, "as it is", async (t) => {
  const folder = project("page");
  writeFileSync(join(folder, "rsbuild.config.mjs"), 'export default { source: { entry: { index: "./page.js" } } };');
  command(folder, bin("rsbuild"), ["build"]);
  return openSite(t, join(folder, "dist"));
});

works(`${named("Rolldown", "rolldown")}, for a page`, "as it is", async (t) => {
  const folder = project("page");
  command(folder, bin("rolldown"), ["page.js", "--dir", "dist", "--platform", "browser"]);
  cpSync(join(folder, "index.html"), join(folder, "dist/index.html"));
  return openSite(t, join(folder, "dist"));
});

works(`${named("Rolldown", "rolldown")}, for Node`, "as it is", () => {
  const folder = project("server");
  command(folder, bin("rolldown"), ["main.js", "--dir", "dist", "--platform", "node"]);
  rmSync(join(folder, "node_modules"), { recursive: true });
  return runProgram(folder, "node", ["dist/main.js"]);
});

works(`${named("Bun", "bun")}, bundled for Bun`, "as it is", () => {
  const folder = project("server");
  command(folder, bun(), ["build", "main.js", "--outdir", "dist", "--target", "bun"]);
  rmSync(join(folder, "node_modules"), { recursive: true });
  return runProgram(folder, bun(), ["dist/main.js"]);
});

// Vite's dependency optimizer moves a script away from the files beside it.
works(`${named("Vite", "vite-7")}, dev server`, "as it is", async (t) => {
  const { createServer } = await import(new URL("vite-7/dist/node/index.js", modules));
  const server = await createServer({
    root: project("page"), logLevel: "error", configFile: false, server: { port: 0, host: "127.0.0.1" },
    plugins: [{ name: "gateway", configureServer: (dev) => void dev.middlewares.use(gateway) }],
  });
  t.after(() => server.close());
  await server.listen();
  return openPage(`http://127.0.0.1:${server.httpServer.address().port}/`);
});

/** A project without installed packages: `{ folder, tarball }`. */
function bare() {
  const folder = project("node");
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  rmSync(join(folder, "node_modules"), { recursive: true });
  rmSync(join(folder, "package-lock.json"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  return { folder, tarball };
}

works(named("pnpm", "pnpm"), "as it is", () => {
  const { folder, tarball } = bare();
  command(folder, "node", [fileURLToPath(new URL("pnpm/bin/pnpm.cjs", modules)), "add", `./${tarball}`, "--offline", "--silent"], { XDG_DATA_HOME: folder });
  return runProgram(folder, "node", ["main.js"]);
});

works(`${named("Yarn", "@yarnpkg/cli-dist")}, Plug'n'Play`, "as it is", () => {
  const { folder, tarball } = bare();
  const yarn = (...args) => [fileURLToPath(new URL("@yarnpkg/cli-dist/bin/yarn.js", modules)), ...args];
  writeFileSync(join(folder, ".yarnrc.yml"), "nodeLinker: pnp\nenableTelemetry: false\nenableGlobalCache: false\nenableNetwork: false\n");
  writeFileSync(join(folder, "yarn.lock"), "");
  command(folder, "node", yarn("add", `outx-client@file:./${tarball}`), { CI: "" });
  return runProgram(folder, "node", yarn("node", "main.js"));
});

// Parcel's development server wraps modules in functions in the same way.
works(`${named("Parcel", "parcel")}, modules in functions as in development`, "as it is", async (t) => {
  const folder = project("page");
  command(folder, bin("parcel"), ["build", "index.html", "--dist-dir", "dist", "--no-cache", "--no-scope-hoist", "--no-optimize"]);
  return openSite(t, join(folder, "dist"));
});

works(named("Deno", "deno"), "`--allow-net`, and `--allow-env` for this program", () =>
  runProgram(project("node"), bin("deno"), ["run", "--allow-net", "--allow-env", "main.js"]),
);

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
  const env = environment === "node" ? environment : fileURLToPath(new URL(environment, modules));

  works(`${named("Jest", "jest")}, ${environment}`, "as it is", () => {
    const folder = project("jest-commonjs");
    return runProgram(folder, bin("jest"), ["--rootDir", folder, `--env=${env}`, "main.test.cjs"], PAGE);
  });

  works(`${named("Jest", "jest")}, ${environment}, ES modules`, "`NODE_OPTIONS=--experimental-vm-modules`", () => {
    const folder = project("jest");
    return runProgram(folder, bin("jest"), ["--rootDir", folder, `--env=${env}`], { ...PAGE, ...MODULES });
  });
}

works(`${named("Jest", "jest")}, ${named("ts-jest", "ts-jest")}`, "as it is", () => {
  const folder = linked(project("ts-jest"), "ts-jest", "typescript");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true }));
  return runProgram(folder, bin("jest"), ["--rootDir", folder], PAGE);
});

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
