// The extension in a real Firefox, against two gateways.

import assert from "node:assert/strict";
import { test } from "node:test";

import { firefox } from "../../scripts/lib/browsers.mjs";
import { startGateway } from "../support/gateway.mjs";
import { DEMO, received } from "./support/console.mjs";
import { buildExtension, until } from "./support/extension.mjs";
import { FIREFOX_ORIGIN, loadInFirefox } from "./support/firefox.mjs";

const options = firefox();

test("the extension in Firefox", { skip: !options && "there is no Firefox" }, async (t) => {
  const settings = { ALLOWED_ORIGINS: FIREFOX_ORIGIN };
  const first = await startGateway(t, { settings });
  const second = await startGateway(t, { settings });
  // Another host name, so that the second gateway needs a permission of its own.
  const secondUrl = second.url.replace("127.0.0.1", "localhost");
  const { browser, open } = await loadInFirefox(t, options, `${await buildExtension(t, first.url)}-firefox`);
  const stored = (page, name) => page.evaluate(async (name) => (await chrome.storage.session.get(name))[name], name);
  const shows = (page, text) => until(() => page.evaluate((text) => document.body.innerText.includes(text), text), true, 30_000);
  const button = (page, name) => page.locator(`::-p-aria([name='${name}'][role='button'])`);

  async function signIn(page, sandbox) {
    await page.locator("input[type=email]").fill(DEMO);
    await button(page, "Send code").click();
    await page.waitForSelector("input[name=otp]");
    await page.locator("input[name=otp]").fill(await sandbox.otp(DEMO));
    await button(page, "Sign in").click();
    await shows(page, "Newest mentions");
  }

  await t.test("the first run opens a page that shows what to do", async () => {
    const page = await open("options.html#welcome");
    await shows(page, "Welcome to the OutX companion");
    await shows(page, "about:addons");
    await shows(page, "Ready, version");
    await shows(page, FIREFOX_ORIGIN);
    const welcomes = () => page.evaluate(async () => (await chrome.tabs.query({})).filter(({ url }) => url === location.href).length);
    await until(welcomes, 2);
    await page.close();
  });

  await t.test("a reader signs in, and the background page counts new posts on the badge", async () => {
    const page = await open("popup.html");
    await signIn(page, first.sandbox);
    await page.waitForSelector("li.item");
    await shows(page, ": Active");
    const badge = () => page.evaluate(async () => `${await chrome.action.getBadgeText({})} ${await chrome.action.getTitle({})}`);
    assert.equal(await badge(), " OutX companion");
    await page.close();

    const other = await open("options.html");
    const news = { id: "new-1", content: "Fresh from the feed", created_at: Date.now(), author: { full_name: "Nora New" } };
    await first.sandbox.fault("GET", "/api-posts", { status: 200, body: { data: [news] } }, 100);
    await other.evaluate(() => chrome.alarms.create("check", { when: Date.now() }));
    await until(() => other.evaluate(async () => `${await chrome.action.getBadgeText({})} ${await chrome.action.getTitle({})}`), "1 OutX companion: 1 new post");
    await first.sandbox.clearFaults();
    await other.close();
  });

  await t.test("the sidebar shows a feed, likes the post of a link, and asks for notifications", async () => {
    const page = await open("panel.html");
    await page.waitForSelector("select");
    await page.waitForSelector("li.item");
    const urn = "urn:li:activity:7000000000000000001";
    await page.evaluate((urn) => chrome.storage.session.set({ chosen: { kind: "post", urn } }), urn);
    await button(page, "Like").click();
    await button(page, "Send like").click();
    await shows(page, "Queued.");
    const sent = await received(first.sandbox, "POST", "/linkedin-agent/like-post");
    assert.deepEqual(sent.map(({ body }) => body.social_urn), [urn]);
    await page.locator("::-p-aria([name='Notify me of new posts'][role='checkbox'])").click();
    await until(() => page.evaluate(async () => (await chrome.storage.local.get("notify")).notify?.length), 1);
    assert.equal(await page.evaluate(() => chrome.permissions.contains({ permissions: ["notifications"] })), true);
    const manifest = await page.evaluate(() => chrome.runtime.getManifest());
    assert.equal(manifest.sidebar_action.default_panel, `${FIREFOX_ORIGIN}/panel.html`);
    await page.close();
  });

  await t.test("choosing another gateway requests its permission, and switching back removes the permission", async () => {
    const page = await open("options.html");
    const session = await stored(page, "session");
    const hosts = () => page.evaluate(async () => (await chrome.permissions.getAll()).origins.join(" "));
    assert.equal(await hosts(), "http://127.0.0.1/*");
    await button(page, "Change").click();
    await page.locator("input[name=gateway]").fill(secondUrl);
    await button(page, "Check and save").click();
    await shows(page, "Ready, version");
    assert.equal(await page.evaluate(async () => (await chrome.storage.local.get("gateway")).gateway), secondUrl);
    assert.equal(await stored(page, "session"), undefined);
    assert.equal(await hosts(), "http://127.0.0.1/* http://localhost/*");
    const old = await fetch(`${first.url}/_gateway/session`, { headers: { authorization: `Bearer ${session.token}` } });
    assert.equal(old.status, 401, "the session goes on at the first gateway");

    const popup = await open("popup.html");
    await signIn(popup, second.sandbox);
    assert.equal((await stored(popup, "session")).gateway, secondUrl);
    await popup.close();

    await button(page, "Change").click();
    await button(page, `Use ${new URL(first.url).host}`).click();
    await until(hosts, "http://127.0.0.1/*");
    assert.equal(await stored(page, "session"), undefined);
    await page.close();
  });
});
