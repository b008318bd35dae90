// The extension moves from one gateway to another, in Chromium.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { startGateway } from "../support/gateway.mjs";
import { startServer } from "../support/server.mjs";
import { DEMO, assertAccessible, received as callsAt, signIn } from "./support/console.mjs";
import { ORIGIN, buildExtension, fireAlarm, kept, killWorker, loadExtension, until } from "./support/extension.mjs";

const settings = { ALLOWED_ORIGINS: ORIGIN };

/** Grants the optional permissions in the manifest, because a driver cannot reach the browser's prompt. */
async function grantOptional(path) {
  const file = join(path, "manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  manifest.host_permissions.push("http://127.0.0.1/*");
  manifest.permissions.push(...manifest.optional_permissions.splice(0));
  await writeFile(file, JSON.stringify(manifest));
}

/** Forwards requests to a gateway and records them. While `until` is set, responses wait for this promise. */
async function startRecorder(t, target) {
  const server = await startServer(t, (near, response) => {
    const { method, url, headers, body } = server.requests.at(-1);
    const far = httpRequest(target + url, { method, headers }, async (received) => {
      await server.until;
      response.writeHead(received.statusCode, received.headers);
      received.pipe(response);
    });
    far.end(body);
  });
  return server;
}

test("the extension's gateway", async (t) => {
  const first = await startGateway(t, { settings });
  const second = await startGateway(t, { settings });
  const recorder = await startRecorder(t, second.url);
  const path = await buildExtension(t, first.url);
  await grantOptional(path);
  const { context, open } = await loadExtension(t, path);

  async function options(t) {
    const page = await open("options");
    t.after(() => page.close());
    await page.getByRole("button", { name: "Change" }).click();
    return page;
  }
  async function enter(page, address) {
    await page.getByLabel("Gateway address").fill(address);
    await page.getByRole("button", { name: "Check and save" }).click();
  }
  const errorOf = (page) => page.locator(".field-error").textContent();
  const chosen = (page) => page.evaluate(async () => (await chrome.storage.local.get("gateway")).gateway);

  await t.test("an invalid address is rejected at the field, and nothing is sent", async (t) => {
    const page = await options(t);
    await assertAccessible(page, "the form for the gateway");
    const rejected = {
      "": "The address must be an address such as https://gateway.example.",
      "http://gateway.example": "The address must begin with https:, except on localhost and 127.0.0.1.",
      "https://me:pw@gateway.example": "The address must have no user name, query or fragment.",
    };
    for (const [address, message] of Object.entries(rejected)) {
      await enter(page, address);
      assert.equal(await errorOf(page), message);
    }
    assert.deepEqual(recorder.requests, []);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText(first.url, { exact: true }).waitFor();
  });

  await t.test("an address that does not respond as a gateway for this extension is not saved", async (t) => {
    const page = await options(t);
    const { url: website } = await startServer(t, { headers: { "content-type": "text/html" }, body: "<h1>Hello</h1>" });
    let stop;
    const { url: gone } = await startServer({ after: (end) => (stop = end) }, {});
    stop();
    const strict = await startGateway(t, { settings: { ALLOWED_ORIGINS: "https://app.example" } });
    const broken = await startGateway(t, { settings: { ...settings, SESSION_SECRET: undefined } });
    const rejected = [
      [website, `${website} responds, but not as an OutX gateway. Check the address.`],
      [gone, `No response from ${gone}. Is the gateway running?`],
      [strict.url, `The gateway does not allow this extension. Its operator must add ${ORIGIN} to ALLOWED_ORIGINS.`],
    ];
    for (const [address, message] of rejected) {
      await enter(page, address);
      await page.locator(".field-error", { hasText: message }).waitFor();
      assert.equal(await chosen(page), undefined, address);
    }
    await enter(page, broken.url);
    await page.locator(".field-error", { hasText: "Reachable, but misconfigured: SESSION_SECRET" }).waitFor();
    assert.equal(await chosen(page), undefined);
  });

  await t.test("without the permission no request is sent and nothing changes", async (t) => {
    const page = await options(t);
    await page.evaluate(() => (chrome.permissions.request = async () => false));
    await enter(page, recorder.url);
    await page.locator(".field-error", { hasText: `The browser was not allowed to reach ${new URL(recorder.url).host}, so nothing was changed.` }).waitFor();
    assert.deepEqual(recorder.requests, []);
  });

  await t.test("changing the gateway ends the session at the old one, and no token of it reaches the new one", async (t) => {
    const popup = await open("popup");
    t.after(() => popup.close());
    await signIn(popup, first.sandbox);
    await popup.getByText("Newest mentions").waitFor();
    await until(() => popup.evaluate(async () => Boolean((await chrome.storage.session.get("digest")).digest)), true);
    const { session } = JSON.parse(await kept(popup))[0];
    await popup.evaluate(() => chrome.storage.local.set({ watchlist: "of-the-first", notify: ["of-the-first"] }));

    const page = await options(t);
    await page.getByText("Signs you out of the present gateway").waitFor();
    await enter(page, `${recorder.url}/#/watchlists`);
    await page.getByText(recorder.url, { exact: true }).waitFor();
    await page.getByText(/^Ready, version \d/).waitFor();
    await popup.getByLabel("Email").waitFor();
    const [inMemory, onDisk] = JSON.parse(await kept(page));
    assert.deepEqual(inMemory, {});
    assert.deepEqual(onDisk, { gateway: recorder.url });
    const old = await fetch(`${first.url}/_gateway/session`, { headers: { authorization: `Bearer ${session.token}` } });
    assert.equal(old.status, 401, "the session goes on at the first gateway");

    // Its worker starts again, as after 30 s without events, and its alarm fires.
    await killWorker(page);
    await fireAlarm(page);
    await signIn(popup, second.sandbox);
    await popup.getByText("Newest mentions").waitFor();
    await until(() => popup.evaluate(async () => Boolean((await chrome.storage.session.get("digest")).digest)), true);
    const sent = recorder.requests.map((each) => JSON.stringify(each)).join("\n");
    assert.match(sent, /"POST","url":"\/linkedin-agent\/auth-verify-otp"/);
    assert.match(sent, /"GET","url":"\/api-posts/);
    for (const secret of [session.token, session.id]) assert.ok(!sent.includes(secret), secret);
    const now = JSON.parse(await kept(popup))[0].session;
    assert.equal(now.gateway, recorder.url);
    const others = await callsAt(first.sandbox, "POST", "/linkedin-agent/auth-verify-otp");
    assert.equal(others.length, 1, "the first gateway was asked to sign in again");
  });

  await t.test("the extension opens the console of the current gateway", async (t) => {
    const popup = await open("popup");
    t.after(() => popup.close());
    await popup.getByText("Newest mentions").waitFor();
    const opened = context.waitForEvent("page");
    await popup.getByRole("button", { name: "Open the console" }).click();
    const page = await opened;
    t.after(() => page.close());
    await page.waitForURL(`${recorder.url}/`, { waitUntil: "commit" });
  });

  await t.test("only new posts of a chosen watchlist are announced, and a click opens the console", async (t) => {
    const page = await open("panel");
    t.after(() => page.close());
    await page.getByLabel("Notify me of new posts").check();
    const name = await page.getByLabel("Watchlist").locator("option:checked").textContent();
    const id = await page.getByLabel("Watchlist").inputValue();
    const place = `keyword/${id}`;
    await until(() => page.evaluate(async () => JSON.stringify((await chrome.storage.local.get("notify")).notify)), JSON.stringify([id]));
    const post = { id: "new-1", content: "Fresh from the feed", created_at: Date.now(), author: { full_name: "Nora New" } };
    await second.sandbox.fault("GET", "/api-posts", { status: 200, body: { data: [post] } }, 100);
    t.after(() => second.sandbox.clearFaults());
    // Kept by the test, because a notification is the system's, and there is none here.
    const worker = context.serviceWorkers().at(-1);
    await worker.evaluate(() => {
      globalThis.announced = [];
      chrome.notifications.create = async (id, { title }) => globalThis.announced.push([id, title]);
    });
    await worker.evaluate(() => chrome.alarms.create("check", { when: Date.now() }));
    await until(() => worker.evaluate(() => JSON.stringify(globalThis.announced)), JSON.stringify([[place, `New post in “${name}”`]]));
    // Every watchlist has the post.
    assert.equal(await page.evaluate(() => chrome.action.getBadgeText({})), "1");

    const opened = context.waitForEvent("page");
    await worker.evaluate((place) => chrome.notifications.onClicked.dispatch(place), place);
    const console = await opened;
    t.after(() => console.close());
    await console.waitForURL(`${recorder.url}/#/watchlists/${place}`, { waitUntil: "commit" });
  });

  await t.test("the context menu of a link shows the link's target in the side panel", async (t) => {
    const page = await open("panel");
    t.after(() => page.close());
    const worker = context.serviceWorkers().at(-1);
    await worker.evaluate(() => {
      chrome.sidePanel.open = async () => {};
      chrome.contextMenus.onClicked.dispatch({ menuItemId: "open", linkUrl: "https://www.linkedin.com/comm/in/ada-example?trk=x" }, { windowId: 1 });
    });
    await page.getByRole("heading", { name: "Profile ada-example" }).waitFor();
  });

  await t.test("a sign-in that completes after the gateway was changed stores nothing", async (t) => {
    const popup = await open("popup");
    t.after(() => popup.close());
    await popup.getByRole("button", { name: "Sign out" }).click();
    await popup.getByLabel("Email").fill(DEMO);
    await popup.getByRole("button", { name: "Send code" }).click();
    await popup.getByLabel("Code").waitFor();
    await popup.getByLabel("Code").fill(await second.sandbox.otp(DEMO));
    let release;
    recorder.until = new Promise((resolve) => (release = resolve));
    await popup.getByRole("button", { name: "Sign in" }).click();
    await until(() => recorder.requests.at(-1).url, "/linkedin-agent/auth-verify-otp");
    const page = await options(t);
    await page.getByRole("button", { name: `Use ${new URL(first.url).host}` }).click();
    await page.getByText(first.url, { exact: true }).waitFor();
    release();
    await popup.getByLabel("Email").waitFor();
    await until(() => recorder.requests.filter(({ method, headers }) => method === "DELETE" && headers.authorization).length >= 2, true);
    assert.deepEqual(JSON.parse(await kept(page)), [{}, {}]);
  });

  await t.test("a fixed gateway cannot be changed, and the content security policy blocks requests to any other", async (t) => {
    const fixed = await loadExtension(t, await buildExtension(t, first.url, { OUTX_GATEWAY_FIXED: "1" }));
    const page = await fixed.open("options");
    await page.getByText("Set when the extension was built.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Change" }).count(), 0);
    const ask = (url, mode) => fixed.worker.evaluate(([url, mode]) => fetch(url, { mode }).then(() => "sent", () => "stopped"), [url, mode]);
    assert.equal(await ask(`${first.url}/_gateway/health`, "cors"), "sent");
    const before = recorder.requests.length;
    // With mode no-cors, so that only the policy can block it.
    assert.equal(await ask(recorder.url, "no-cors"), "stopped");
    assert.equal(recorder.requests.length, before);
  });
});
