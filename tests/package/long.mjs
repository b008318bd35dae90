// The rest of the bundlers, frameworks, test runners and runtimes. Part of npm run test:all: what it needs is large.

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { port } from "../../scripts/lib/port.mjs";
import { answer, start, stop } from "../../scripts/lib/process.mjs";
import { serveSite } from "./support/page.mjs";
import { command, project } from "./support/project.mjs";
import { gateway, openPage, openSite, runProgram, serverSettings, version, works } from "./support/works.mjs";

const modules = new URL("./long/node_modules/", import.meta.url);
const bin = (name) => fileURLToPath(new URL(`.bin/${name}`, modules));
const named = (label, name) => `${label} ${version(name, modules)}`;

works(named("Parcel", "parcel"), "as it is", async (t) => {
  const folder = project("page");
  command(folder, bin("parcel"), ["build", "index.html", "--dist-dir", "dist", "--no-cache"]);
  return openSite(t, join(folder, "dist"));
});

works(named("Deno", "deno"), "as it is", () => runProgram(project("node"), bin("deno"), ["run", "--allow-all", "main.js"]));

works(named("Bun", "bun"), "as it is", () => runProgram(project("node"), bin("bun"), ["main.js"]));

works(named("Vitest", "vitest"), "as it is", () => {
  const folder = linked(project("vitest"), "vitest");
  return runProgram(folder, bin("vitest"), ["run", "--reporter=dot"]);
});

works(named("Jest", "jest"), "`NODE_OPTIONS=--experimental-vm-modules`", () => {
  const folder = project("jest");
  return runProgram(folder, bin("jest"), ["--rootDir", folder], { NODE_OPTIONS: "--experimental-vm-modules" });
});

works(`${named("Next", "next")}, server component`, '`serverExternalPackages: ["outx-client"]`', async (t) => {
  const html = await (await fetch(`${await next(t)}/server`)).text();
  return JSON.parse(html.match(/<pre>(.*?)<\/pre>/)[1].replaceAll("&quot;", '"'));
});

works(`${named("Next", "next")}, client component`, "as it is", async (t) => openPage(`${await next(t)}/client`));

let nextApp;

// Built once: a Next build takes longer than all other fixtures together.
async function next(t) {
  const env = { GATEWAY: await serveSite(t, fileURLToPath(new URL("fixtures", import.meta.url)), gateway), ...serverSettings() };
  if (!nextApp) {
    nextApp = linked(project("next"), "next", "react", "react-dom");
    command(nextApp, bin("next"), ["build"], { ...env, NEXT_TELEMETRY_DISABLED: "1" });
  }
  const at = await port("NEXT_PORT", 0);
  const server = start(bin("next"), ["start", nextApp, "--hostname", "127.0.0.1", "--port", at], { env, stdio: "ignore" });
  t.after(() => stop(server));
  const origin = `http://127.0.0.1:${at}`;
  await answer(origin, server);
  return origin;
}

// Lets the files of a project import a framework by name, as if it were installed there.
function linked(folder, ...names) {
  for (const name of names) symlinkSync(fileURLToPath(new URL(name, modules)), join(folder, "node_modules", name));
  return folder;
}
