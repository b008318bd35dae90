// The first page: team, plan, extension, today's calls.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack, team;

before(async (t) => {
  stack = await openConsole(t);
  team = await stack.sandbox.demoTeam();
});

test("team, plan, limits and extension are shown", async (t) => {
  const page = await stack.visit(t);
  await page.getByText(team.name).first().waitFor();
  await page.getByText(team.plan.name, { exact: true }).waitFor();
  await page.getByRole("meter", { name: "Watchlists" }).waitFor();
  const heights = await page.locator(".meter-bar").first().evaluate((bar) => [bar, bar.firstElementChild].map((each) => each.getBoundingClientRect().height));
  assert.equal(heights[0], heights[1], "the bar does not fill its track");
  await page.locator(".meter-text", { hasText: `of ${team.plan.watchlists}` }).waitFor();
  await page.getByText("Active", { exact: true }).waitFor();
  await page.getByText("LinkedIn actions left").waitFor();
  await assertAccessible(page, "the overview");
  await picture(page, "overview");
});

test("an inactive extension shows its remedy, and that it is active again", async (t) => {
  await stack.sandbox.setTeam(team.id, { extension: "inactive" });
  const page = await stack.visit(t);
  await page.getByText("Inactive").waitFor();
  await page.getByText("Open Chrome on a computer of any team member.").waitFor();
  await assertAccessible(page, "the overview without extension");
  await stack.sandbox.setTeam(team.id, { extension: "active" });
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByText("Active", { exact: true }).waitFor();
});

test("the chosen colours stay after a reload", async (t) => {
  const page = await stack.visit(t);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole("radio", { name: "Dark" }).check();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await page.locator(".rail").waitFor();
  assert.equal(await ground(), dark);
});
