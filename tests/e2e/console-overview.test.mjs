// The first page: team, plan, extension, today's calls.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { teamOf } from "../support/sandbox.mjs";
import { assertAccessible, openConsole, picture, signIn } from "./support/console.mjs";

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

test("usage over a limit is marked, and so is a plan that has ended", async (t) => {
  const page = await stack.visit(t);
  await page.route("**/api-team", (route) =>
    route.fulfill({ json: { team: { name: "Over" }, plan: { name: "Pro", expires_at: "2026-01-01" }, limits: { watchlists: { used: 12, limit: 2 }, members: { used: 9, limit: 10 }, seats: { used: 1, limit: 10 } } } }),
  );
  await page.reload();
  const bar = (name) => page.locator(".meter").filter({ hasText: name }).locator(".meter-bar > span");
  await bar("Watchlists").waitFor();
  const colors = await Promise.all(["Watchlists", "Members", "Seats"].map((name) => bar(name).evaluate((each) => getComputedStyle(each).backgroundColor)));
  assert.equal(new Set(colors).size, 3, `over, high and low have the colours ${colors}`);
  const ended = page.getByText("Expired on Jan 1, 2026");
  const color = (element) => element.evaluate((each) => getComputedStyle(each).color);
  assert.equal(await color(ended), colors[0], "as red as what is over");
  await assertAccessible(page, "a plan that ended");
});

test("a new team sees what to do first, and each step done as it is done", async (t) => {
  const page = await stack.arrive(t);
  await signIn(page, stack.sandbox, "new-team@outx.test");
  const list = page.getByRole("region", { name: "Set up your team" });
  await list.getByText("0 of 3 done").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong yet");
  await assertAccessible(page, "the checklist of a new team");
  const { id } = await teamOf(stack.sandbox, "new-team@outx.test");
  await stack.sandbox.setTeam(id, { extension: "active" });
  await page.getByRole("button", { name: "Check again" }).click();
  await list.getByRole("heading", { name: "Install OutX's extension (Done)" }).waitFor();
  await list.getByRole("link", { name: "New watchlist" }).click();
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("first");
  await page.getByLabel("Name").fill("Our first");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByRole("link", { name: "Our first", exact: true }).waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await list.getByRole("heading", { name: "Create your first watchlist (Done)" }).waitFor();
  await list.getByRole("link", { name: "Connect your app" }).click();
  await page.getByRole("heading", { level: 1, name: "Connect your app" }).waitFor();
});
