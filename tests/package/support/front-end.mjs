// The example front end: built for a gateway of its own, and used as a visitor does.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import * as vite from "vite";

import { DEMO, startGateway } from "../../support/gateway.mjs";
import { serveSite } from "../../support/site.mjs";
import { example } from "./project.mjs";

/** Serves the front end until the test ends: `{ origin, gateway }`. */
export async function frontEnd(t) {
  const folder = example("front-end");
  const dist = join(folder, "dist");
  mkdirSync(dist);
  const origin = await serveSite(t, dist);
  const gateway = await startGateway(t, { settings: { ALLOWED_ORIGINS: origin } });
  process.env.VITE_GATEWAY = gateway.url;
  await vite.build({ root: folder, logLevel: "error" });
  return { origin, gateway };
}

/** Signs in at the page, with a wrong code first, and follows a task. `gateway` has its `sandbox` and the `key` that the page must not have. */
export async function useFrontEnd(page, origin, gateway) {
  await page.goto(origin);
  await page.getByLabel("Email").fill(DEMO);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
  await page.getByLabel("Code").fill(await gateway.sandbox.otp(DEMO));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("listitem").first().waitFor();
  assert.equal(await page.getByRole("listitem").count(), 10);

  await page.getByRole("button", { name: "Fetch" }).click();
  await page.getByRole("status").filter({ hasText: "Ada Example: " }).waitFor();
  assert.equal(await gateway.sandbox.createdTasks(), 1);

  await page.reload();
  await page.getByRole("listitem").first().waitFor();
  assert.ok(!(await page.content()).includes(gateway.key));
}
