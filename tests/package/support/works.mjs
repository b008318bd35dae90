// A place where the package must work, as a test and as a row of the matrix.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { chromium } from "../../../scripts/lib/browsers.mjs";
import { startSandbox } from "../../support/sandbox.mjs";
import { serveSite } from "../../support/site.mjs";
import { note, publish } from "./matrix.mjs";
import { forwardTo, reportOf } from "./page.mjs";
import { command } from "./project.mjs";

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

/** `attempt` returns the result of the fixtures' `run`: a team of the sandbox, and a typed error. */
export function works(where, how, attempt) {
  test(`works in ${where}`, async (t) => {
    const report = await attempt(t);
    assert.equal(report.failed, undefined);
    assert.deepEqual(report.error, { code: "not_found", status: 404, typed: true });
    assert.ok(JSON.stringify(report.team).includes(team.name), `${JSON.stringify(report.team)} is not ${team.name}`);
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

/** What the built site in `folder` reports in Chromium. */
export async function openSite(t, folder) {
  return openPage(`${await serveSite(t, folder, gateway)}/`);
}

/** What the page at `url` reports in Chromium. */
export function openPage(url) {
  return reportOf(browser, url);
}

/** What a program that prints its report as JSON, alone or after `REPORT `, reports. */
export function runProgram(folder, program, args, env) {
  const output = command(folder, program, args, { ...serverSettings(), ...env });
  return JSON.parse(output.match(/^(?:REPORT )?(\{.*\})$/m)[1]);
}
