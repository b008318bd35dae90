// Registers an environment in which the package must work, as a test and as a row of the matrix.

import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { startSandbox } from "../../support/sandbox.mjs";
import { serveSite } from "../../support/site.mjs";
import { note, publish } from "./matrix.mjs";
import { forwardTo, reportOf } from "./page.mjs";
import { command } from "./project.mjs";

// Enough for an installation of 500 packages, a build, a server and its pages on a busy machine.
const TIMEOUT_MS = 600_000;

let sandbox, team, browser;

before(async () => {
  sandbox = await startSandbox();
  team = await sandbox.demoTeam();
  browser = await playwright.launch(chromium());
});

after(async () => {
  await browser?.close();
  await sandbox?.stop();
  publish();
});

/** Registers a test. `attempt` returns the result of the fixtures' `run`: a team of the sandbox, and a typed error. */
export function works(where, how, attempt) {
  worksEverywhere(where, how, async (t) => ({ [where]: await attempt(t) }));
}

/** Registers a test of several places in one application. `attempt` returns the report of each place by its name. */
export function worksEverywhere(where, how, attempt) {
  test(`works in ${where}`, { timeout: TIMEOUT_MS }, async (t) => {
    for (const [place, report] of Object.entries(await attempt(t))) {
      assert.equal(report.failed, undefined, place);
      assert.deepEqual(report.error, { code: "not_found", status: 404, typed: true }, place);
      assert.ok(JSON.stringify(report.team).includes(team.name), `${JSON.stringify(report.team)} is not ${team.name}`);
    }
    note(where, how, "runs");
  });
}

/** The settings of a server that calls the API itself. */
export function serverSettings() {
  return { OUTX_URL: sandbox.url, OUTX_API_KEY: team.api_key };
}

/** Connect-style handler of the API's paths that adds the key, as a gateway does. */
export function gateway(request, response, next) {
  return forwardTo(sandbox.url, team.api_key)(request, response, next);
}

let corsOrigin;

/** The origin of a gateway that accepts pages of every origin. */
export async function corsGateway() {
  corsOrigin ??= await serveSite(undefined, tmpdir(), (request, response, next) => {
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-allow-headers", "authorization, content-type, idempotency-key, x-outx-attempts");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else gateway(request, response, next);
  });
  return corsOrigin;
}

/** Opens the built site in `folder` in Chromium and returns its report. */
export async function openSite(t, folder) {
  return openPage(`${await serveSite(t, folder, gateway)}/`);
}

/** Opens the page at `url` in Chromium and returns its report. */
export function openPage(url) {
  return reportOf(browser, url);
}

/** Runs a program that prints its report as JSON, alone or after `REPORT `, and returns the report. */
export function runProgram(folder, program, args, env) {
  return reportIn(command(folder, program, args, { ...serverSettings(), ...env }));
}

/** The report in what a program printed. */
export function reportIn(output) {
  return JSON.parse(output.match(/^(?:REPORT )?(\{.*\})$/m)[1]);
}
