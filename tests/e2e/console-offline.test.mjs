// The browser loses its network during requests and regains it: the page shows its state, nothing is done twice, and nothing hangs.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { chromium as playwright } from "playwright-core";

import { assets } from "../support/assets.mjs";
import { startGateway } from "../support/gateway.mjs";
import { startRelay } from "../support/relay.mjs";
import { headlessChromium } from "../../scripts/lib/browsers.mjs";
import { arriveAt, received, signIn } from "./support/console.mjs";
import { evidence, placesOf, watch } from "../support/leaks.mjs";

const TASK = "/linkedin-agent/fetch-profile";

let browser, gateway, sandbox, network, cookies;

before(async (t) => {
  browser = await playwright.launch(headlessChromium());
  t.after(() => browser.close());
  gateway = await startGateway(t, { settings: {}, miniflare: assets() });
  sandbox = gateway.sandbox;
  // A relay, because Chromium's offline mode does not interrupt requests in progress.
  network = await startRelay(t, gateway.url);
});

beforeEach(() => sandbox.clearFaults());

/** Opens a page of the console. `unplug` and `plug` control its network; `search` asserts that the key is nowhere in the page. */
async function visit(t, path) {
  let heard;
  const page = await arriveAt(t, browser, `${network.url}/#/usage`, async (page) => {
    heard = await watch(page);
    if (cookies) await page.context().addCookies(cookies);
  });
  if (!cookies) {
    await signIn(page, sandbox);
    await page.locator(".rail").waitFor();
    cookies = await page.context().cookies();
  }
  await page.goto(`${network.url}/${path}`);
  await page.locator(".rail").waitFor();
  const banner = page.getByText("You're offline.", { exact: false });
  const unplug = async () => {
    await page.context().setOffline(true);
    network.down();
    await banner.waitFor();
  };
  const plug = async () => {
    await network.up();
    await page.context().setOffline(false);
    await banner.waitFor({ state: "hidden" });
  };
  const search = async () => {
    const found = await evidence(page, heard);
    assert.ok(found.responses.length > 0 && found["wasm memory"].length > 0, "there was something to search");
    assert.deepEqual(placesOf(gateway.key, found), []);
  };
  return { page, unplug, plug, search };
}

/** Waits until the sandbox has received one more request. */
async function arrival(method, path, act) {
  const before = (await received(sandbox, method, path)).length;
  await act();
  while ((await received(sandbox, method, path)).length === before);
}

async function startTask(page) {
  await page.getByLabel("Profile slug").fill("ada-example");
  await page.getByRole("button", { name: "Start task" }).click();
}

test("a loading list shows that there is no connection, and loads by itself once there is one", async (t) => {
  const { page, unplug, plug, search } = await visit(t, "#/usage");
  await sandbox.fault("GET", "/api-people-watchlist", { delay_ms: 60_000 });
  await arrival("GET", "/api-people-watchlist", () => page.goto(`${network.url}/#/watchlists/people`));
  await unplug();
  await page.getByText("No connection").waitFor({ timeout: 60_000 });
  await plug();
  await page.locator(".row-item, .empty").first().waitFor();
  await search();
});

test("the wait for a task continues after the network was lost, and the task is not started again", async (t) => {
  await sandbox.switch({ task_plan: ["pending", "completed"] });
  const { page, unplug, plug, search } = await visit(t, "#/linkedin");
  const before = await sandbox.createdTasks();
  const lost = [];
  page.on("requestfailed", (request) => request.url().includes("get-task-status") && lost.push(request));
  await startTask(page);
  const progress = page.getByRole("progressbar", { name: "Progress of Fetch a profile" });
  await progress.waitFor();
  await unplug();
  const attempts = 3;
  while (lost.length < attempts) await page.waitForEvent("requestfailed", { timeout: 60_000 });
  assert.ok(await progress.isVisible(), "a poll that failed is not the end of the task");
  await plug();
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 60_000 });
  assert.equal((await sandbox.createdTasks()) - before, 1);
  await search();
});

test("a write whose response is lost shows that, and takes effect once however often it is sent again", async (t) => {
  const { page, unplug, plug, search } = await visit(t, "#/linkedin");
  const before = await sandbox.createdTasks();
  await sandbox.fault("POST", TASK, { delay_ms: 3_000 });
  await arrival("POST", TASK, () => startTask(page));
  await unplug();
  await page.getByText("No connection").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByRole("button", { name: "Start task" }).and(page.locator(":enabled")).waitFor({ timeout: 60_000 });
  await plug();
  await page.getByRole("button", { name: "Start task" }).click();
  await page.locator("article.task").first().waitFor({ timeout: 60_000 });
  assert.equal((await sandbox.createdTasks()) - before, 1);
  // After a response, sending it again is a new write.
  await page.getByRole("button", { name: "Start task" }).click();
  await page.locator("article.task").nth(1).waitFor();
  assert.equal((await sandbox.createdTasks()) - before, 2);
  await search();
});

test("a watchlist whose response is lost is created once", async (t) => {
  const { page, unplug, plug, search } = await visit(t, "#/watchlists");
  await page.getByRole("link", { name: "New watchlist" }).click();
  const before = (await received(sandbox, "POST", "/api-keyword-watchlist")).length;
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("offline");
  await page.getByLabel("Name").fill("Made once");
  await sandbox.fault("POST", "/api-keyword-watchlist", { delay_ms: 3_000 });
  await arrival("POST", "/api-keyword-watchlist", () => page.getByRole("button", { name: "Create watchlist" }).click());
  await unplug();
  await page.getByText("No connection").waitFor({ timeout: 60_000 });
  await plug();
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByRole("link", { name: "Made once", exact: true }).waitFor({ timeout: 60_000 });
  assert.equal((await received(sandbox, "POST", "/api-keyword-watchlist")).length - before, 1);
  assert.equal(await page.getByRole("link", { name: "Made once", exact: true }).count(), 1);
  await search();
});
