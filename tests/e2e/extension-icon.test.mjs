// A click on the icon on a LinkedIn page lets the popup read that tab's address, and nothing else of the tab.
// Uses Puppeteer, which exposes a real popup as a page; Playwright does not.

import assert from "node:assert/strict";
import { test } from "node:test";

import puppeteer from "puppeteer-core";

import { chromium } from "../../scripts/lib/browsers.mjs";
import { DEMO, pictureFile, received } from "./support/console.mjs";
import { ORIGIN, buildExtension } from "./support/extension.mjs";
import { startStack } from "../support/stack.mjs";

test("the icon on a LinkedIn page", async (t) => {
  const { url, sandbox } = await startStack(t);
  await sandbox.switch({ task_plan: ["completed"] });
  const browser = await puppeteer.launch({ ...chromium(), pipe: true, enableExtensions: [await buildExtension(t, url)] });
  t.after(() => browser.close());
  const protocol = await browser.target().createCDPSession();

  /** A tab at an address, fulfilled here: nothing leaves the machine. */
  async function tab(address) {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on("request", (request) => request.respond({ contentType: "text/html", body: "<!doctype html><title>LinkedIn</title>" }));
    await page.goto(address);
    await page.bringToFront();
    return page;
  }

  /** Clicks the icon and returns the popup. */
  async function clickIcon(address) {
    const { targetInfos } = await protocol.send("Target.getTargets", { filter: [{ type: "tab" }] });
    const { targetId } = targetInfos.find((target) => target.url === address);
    const before = new Set(browser.targets());
    await protocol.send("Extensions.triggerAction", { id: new URL(`${ORIGIN}/`).host, targetId });
    const isNew = (target) => target.url() === `${ORIGIN}/popup.html` && !before.has(target);
    const popup = await (await browser.waitForTarget(isNew, { timeout: 15_000 })).asPage();
    popup.setDefaultTimeout(15_000);
    return popup;
  }

  await signIn();

  await t.test("a profile is fetched once, even if the popup is opened again", async () => {
    const address = "https://www.linkedin.com/in/ada-example/?trk=feed";
    const page = await tab(address);
    const popup = await clickIcon(address);
    await popup.locator("::-p-aria([name='Fetch profile'][role='button'])").click();
    await popup.waitForSelector("article ::-p-text(Ada Example)");
    const links = await popup.$$eval("article a", (all) => all.map(({ href, target }) => ({ href, target })));
    assert.ok(links.every(({ target }) => target === "_blank"));
    const forms = links.map(({ href }) => href).filter((href) => href.startsWith(`${url}/#/linkedin/`));
    assert.deepEqual(forms.map((href) => new URL(href).hash.split("?")[0]), ["#/linkedin/linkedin.fetchProfilesPosts", "#/linkedin/linkedin.sendMessage", "#/linkedin/linkedin.sendConnectionRequest"]);
    await popup.screenshot({ path: pictureFile("extension-profile"), clip: { x: 0, y: 0, width: 384, height: 510 } });
    await popup.close();

    const again = await clickIcon(address);
    await again.waitForSelector("article ::-p-text(Ada Example)");
    await again.close();
    await page.close();
    const created = await received(sandbox, "POST", "/linkedin-agent/fetch-profile");
    assert.deepEqual(created.map(({ body }) => body), [{ profile_slug: "ada-example" }]);
  });

  await t.test("a company gets a watchlist", async () => {
    const address = "https://www.linkedin.com/company/northwind-analytics/";
    const page = await tab(address);
    const popup = await clickIcon(address);
    await popup.locator("::-p-aria([name='Add to a watchlist'][role='button'])").click();
    await popup.waitForSelector("::-p-text(“northwind-analytics” was created)");
    await popup.close();
    await page.close();
    const created = await received(sandbox, "POST", "/api-company-watchlist");
    assert.deepEqual(created.map(({ body }) => body), [{ companies: ["northwind-analytics"], name: "northwind-analytics" }]);
  });

  await t.test("on another page there is nothing to fetch", async () => {
    const address = "https://elsewhere.example/in/ada-example/";
    const page = await tab(address);
    const popup = await clickIcon(address);
    await popup.waitForSelector("::-p-text(Newest mentions)");
    assert.equal(await popup.$("::-p-text(Fetch profile)"), null);
    await popup.close();
    await page.close();
  });

  await t.test("the side panel opens from the popup", async () => {
    const address = "https://www.linkedin.com/feed/";
    await tab(address);
    const popup = await clickIcon(address);
    const panel = browser.waitForTarget((target) => target.url() === `${ORIGIN}/panel.html`, { timeout: 15_000 });
    await popup.locator("::-p-aria([name='Open the side panel'][role='button'])").click();
    assert.ok(await panel);
  });

  async function signIn() {
    // The page of the first run opens in front, and Chromium draws no tab behind it.
    const welcome = await browser.waitForTarget((target) => target.url() === `${ORIGIN}/options.html#welcome`, { timeout: 15_000 });
    await (await welcome.page()).close();
    const page = await browser.newPage();
    await page.goto(`${ORIGIN}/popup.html`);
    await page.locator("::-p-aria([name='Email'][role='textbox'])").fill(DEMO);
    await page.locator("::-p-aria([name='Send code'][role='button'])").click();
    const code = page.locator("::-p-aria([name='Code'][role='textbox'])");
    await code.wait();
    await code.fill(await sandbox.otp(DEMO));
    await page.locator("::-p-aria([name='Sign in'][role='button'])").click();
    await page.waitForSelector("::-p-text(Newest mentions)");
    await page.close();
  }
});
