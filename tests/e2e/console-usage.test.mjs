// The counts of the gateway, as charts and as tables.

import { before, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

test("calls are drawn and can be read as tables", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Hiring and interviews", exact: true }).waitFor();
  await counted(page, "watchlists.keyword.list");

  await page.goto(`${stack.url}/#/usage`);
  const byDay = page.getByRole("region", { name: "Calls by day" });
  await byDay.locator("canvas").waitFor();
  await byDay.getByText("As a table").click();
  const today = new Date().toISOString().slice(0, 10);
  await byDay.getByRole("row", { name: new RegExp(`^${today}`) }).waitFor();
  await page.getByRole("row", { name: /^watchlists\.keyword\.list/ }).waitFor();
  await assertAccessible(page, "usage");
  await picture(page, "usage");
  await page.getByLabel("Days").selectOption({ label: "7 days" });
  await page.waitForURL(/days=7/);
});

test("errors of this tab are named by code", async (t) => {
  const team = await stack.sandbox.demoTeam();
  await stack.sandbox.setTeam(team.id, { extension: "inactive" });
  t.after(() => stack.sandbox.setTeam(team.id, { extension: "active" }));
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByText("No browser with the OutX extension", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Usage" }).click();
  await page.getByRole("row", { name: /^extension_inactive/ }).waitFor();
});

// The gateway writes its counts down some seconds later, with a call that comes then.
async function counted(page, operation) {
  const seen = () =>
    page.evaluate(async () => {
      await fetch("/api-team");
      const { days } = await (await fetch("/_gateway/usage?days=1")).json();
      return days.map((row) => row.operation);
    });
  const began = Date.now();
  while (!(await seen()).includes(operation)) {
    if (Date.now() - began > 20_000) throw new Error(`${operation} is not counted after 20 s`);
    await setTimeout(250);
  }
}
