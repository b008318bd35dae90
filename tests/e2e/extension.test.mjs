// The extension in a real Chromium, against the gateway and the sandbox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { unzipSync } from "fflate";

import { DEMO, assertAccessible, picture, received, signIn } from "./support/console.mjs";
import { ORIGIN, badge, buildExtension, fireAlarm, kept, killWorker, loadExtension, until } from "./support/extension.mjs";
import { evidence, placesOf, watch } from "../support/leaks.mjs";
import { startStack } from "../support/stack.mjs";

const POPUP_WIDTH = [400];
const SEALED = /outxs1\.[\w.-]+/;

test("extension", async (t) => {
  const stack = await startStack(t);
  const { sandbox } = stack;
  const path = await buildExtension(t, stack.url);
  const { context, open, worker } = await loadExtension(t, path);
  const close = (t, page) => t.after(() => page.close());

  /** Opens a page of the extension, signed in, until the test ends. */
  async function visit(t, name) {
    const page = await open(name);
    close(t, page);
    const form = page.getByLabel("Email");
    await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
    if (await form.isVisible()) await signIn(page, sandbox);
    return page;
  }
  /** Waits until the check in progress, or a new one, is done: the popup starts one when it opens. */
  const checked = (page) => page.evaluate(() => chrome.runtime.sendMessage("check"));
  /** Reloads the page after the check in progress, because it would otherwise join a check that began before the change. */
  const reopened = async (page) => {
    await checked(page);
    await page.reload();
  };
  const mentions = (page) => page.getByRole("region", { name: "Newest mentions" }).getByRole("listitem");
  const state = (page) => page.getByRole("region", { name: "OutX's own extension" }).getByRole("status");

  await t.test("the built manifest grants one host", async () => {
    const manifest = JSON.parse(await readFile(join(path, "manifest.json"), "utf8"));
    assert.deepEqual(manifest.host_permissions, [`${stack.url}/*`]);
    const policy = manifest.content_security_policy.extension_pages.split("; ");
    assert.deepEqual(policy.filter((rule) => rule.startsWith("script-src")), ["script-src 'self' 'wasm-unsafe-eval'"]);
    assert.deepEqual(manifest.externally_connectable, { ids: [] });
    assert.equal(worker.url(), `${ORIGIN}/worker.js`, "the id is not the documented one");
  });

  await t.test("the first run opens a page that shows what to do", async (t) => {
    const welcome = () => context.pages().find((page) => page.url() === `${ORIGIN}/options.html#welcome`);
    await until(() => Boolean(welcome()), true);
    const page = welcome();
    close(t, page);
    await page.getByRole("heading", { name: "Welcome to the OutX companion" }).waitFor();
    await assertAccessible(page, "the first page", [1280, 300]);
  });

  await t.test("the zip holds the folder, and two builds have the same bytes", async (t) => {
    const zip = await readFile(`${path}.zip`);
    const files = unzipSync(zip);
    assert.deepEqual(Buffer.from(files["manifest.json"]), await readFile(join(path, "manifest.json")));
    assert.ok(files["worker.js"] && files["icons/128.png"]);
    const again = await readFile(`${await buildExtension(t, stack.url)}.zip`);
    assert.ok(zip.equals(again));
  });

  await t.test("sign-in by code survives a popup that closes while the email is read", async (t) => {
    const first = await open("popup");
    await assertAccessible(first, "the sign-in form", POPUP_WIDTH);
    await first.getByLabel("Email").fill(DEMO);
    await first.getByRole("button", { name: "Send code" }).click();
    await first.getByLabel("Code").waitFor();
    await assertAccessible(first, "the code form", POPUP_WIDTH);
    await first.close();

    const second = await open("popup");
    close(t, second);
    await second.getByRole("button", { name: "Send a new code" }).click();
    await second.getByText("Code sent.").waitFor();
    assert.equal((await received(sandbox, "POST", "/linkedin-agent/auth-send-otp")).length, 2);
    await second.getByLabel("Code").fill("000000");
    await second.getByRole("button", { name: "Sign in" }).click();
    await second.getByText("Incorrect or expired code").waitFor();
    await second.getByLabel("Code").fill(await sandbox.otp(DEMO));
    await second.getByRole("button", { name: "Sign in" }).click();
    await second.getByText("Dana Demo's Team").waitFor();
    await until(() => state(second).textContent().then((text) => text.includes("Active")), true);
    assert.equal(await mentions(second).count(), 10);
    await assertAccessible(second, "the popup", POPUP_WIDTH);
    await picture(second, "extension-popup", { width: 384, height: 600 });
    await picture(second, "extension-popup-dark", { width: 384, height: 600, colorScheme: "dark" });
  });

  await t.test("nothing that the extension stores, shows or receives contains the key", async (t) => {
    const page = await context.newPage();
    close(t, page);
    const heard = await watch(page);
    await page.goto(`${ORIGIN}/popup.html`);
    await mentions(page).first().waitFor();
    await page.reload();
    await mentions(page).first().waitFor();
    const { api_key } = await sandbox.demoTeam();
    const places = { ...(await evidence(page, heard)), "chrome.storage": await kept(page) };
    assert.deepEqual(placesOf(api_key, places), []);
    const local = await page.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
    assert.match(places["chrome.storage"], SEALED);
    assert.doesNotMatch(local, SEALED, "the sealed token is on the disk");
  });

  await t.test("the side panel shows the feed of a watchlist and keeps the choice", async (t) => {
    const page = await visit(t, "panel");
    const choice = page.getByLabel("Watchlist");
    await choice.waitFor();
    const names = await choice.locator("option").allTextContents();
    const last = names.at(-1);
    await choice.selectOption(last);
    const posts = page.getByRole("region", { name: `Posts of ${last}` }).getByRole("listitem");
    await posts.first().waitFor();
    await page.getByText("End of list").waitFor();
    await assertAccessible(page, "the side panel", [300, 480]);
    await picture(page, "extension-panel", { width: 360, height: 720 });
    await page.reload();
    await posts.first().waitFor();
    assert.equal(await choice.locator("option:checked").textContent(), last);
  });

  await t.test("the post of a link is liked once, after a second press", async (t) => {
    const page = await visit(t, "panel");
    const urn = "urn:li:activity:7000000000000000001";
    await page.evaluate((urn) => chrome.storage.session.set({ chosen: { kind: "post", urn } }), urn);
    const post = page.getByRole("region", { name: "This post" });
    await post.getByRole("button", { name: "Like", exact: true }).click();
    assert.deepEqual(await received(sandbox, "POST", "/linkedin-agent/like-post"), []);
    await assertAccessible(page, "the open post", [300]);
    await post.getByRole("button", { name: "Send like" }).click();
    await post.getByText("Queued.", { exact: false }).waitFor();
    await post.getByRole("button", { name: "Liked" }).click({ force: true });
    assert.equal(await post.getByRole("button", { name: "Send like" }).count(), 0);
    const sent = await received(sandbox, "POST", "/linkedin-agent/like-post");
    assert.deepEqual(sent.map(({ body }) => body.social_urn), [urn]);
    await post.getByRole("button", { name: "Comment", exact: true }).click();
    await post.getByRole("textbox", { name: "Comment" }).fill("   ");
    await post.getByRole("button", { name: "Send comment" }).click();
    await post.getByText("Comment is required.").waitFor();
    await post.getByRole("textbox", { name: "Comment" }).fill("  Well said  ");
    await post.getByRole("button", { name: "Send comment" }).click();
    await post.getByRole("button", { name: "Send comment" }).waitFor({ state: "detached" });
    const comments = await received(sandbox, "POST", "/linkedin-agent/comment-post");
    assert.deepEqual(comments.map(({ body }) => [body.social_urn, body.comment_text]), [[urn, "Well said"]]);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await post.waitFor({ state: "detached" });
  });

  await t.test("the id in the address of a person is not shown as a name", async (t) => {
    const page = await visit(t, "panel");
    await page.evaluate(() => chrome.storage.session.set({ chosen: { kind: "profile", slug: "ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678" } }));
    await page.getByRole("heading", { name: "Profile LinkedIn member" }).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
  });

  await t.test("the popup has a keyboard shortcut", async (t) => {
    const page = await visit(t, "options");
    const commands = await page.evaluate(() => chrome.commands.getAll());
    assert.deepEqual(commands.map(({ name, shortcut }) => [name, shortcut]), [["_execute_action", "Alt+Shift+O"]]);
  });

  await t.test("options show the gateway and whether it responds", async (t) => {
    const page = await visit(t, "options");
    await page.getByText(stack.url, { exact: true }).waitFor();
    await page.getByText(/^Ready, version \d/).waitFor();
    await page.getByLabel("Check for new posts").selectOption("every hour");
    const period = () => page.evaluate(async () => (await chrome.alarms.get("check")).periodInMinutes);
    await until(period, 60);
    await assertAccessible(page, "the options", [1280, 300]);
    await picture(page, "extension-options", { width: 800, height: 600 });
  });

  await t.test("a killed worker is woken by its alarm and counts the new posts on the badge", async (t) => {
    const page = await visit(t, "options");
    assert.equal(await badge(page), "");
    const news = { id: "new-1", content: "Fresh from the feed", created_at: Date.now(), author: { full_name: "Nora New" } };
    await sandbox.fault("GET", "/api-posts", { status: 200, body: { data: [news] } }, 100);
    t.after(() => sandbox.clearFaults());
    await killWorker(page);
    await fireAlarm(page);
    await until(() => badge(page), "1");
    await until(() => page.evaluate(() => chrome.action.getTitle({})), "OutX companion: 1 new post");

    const popup = await visit(t, "popup");
    await mentions(popup).filter({ hasText: "Nora New" }).getByText("New", { exact: true }).waitFor();
    await until(() => badge(page), "");
  });

  await t.test("an inactive OutX extension is shown with its remedy", async (t) => {
    const page = await visit(t, "popup");
    await checked(page);
    const { id } = await sandbox.demoTeam();
    await sandbox.setTeam(id, { extension: "inactive" });
    await reopened(page);
    await page.getByText("A team member must open Chrome with the extension").waitFor();
    assert.match(await state(page).textContent(), /Inactive/);
    await assertAccessible(page, "the popup of a team without the extension", POPUP_WIDTH);
    await sandbox.setTeam(id, { extension: "active" });
    await page.reload();
    await until(() => state(page).textContent().then((text) => /: Active/.test(text)), true);
  });

  await t.test("an unreachable gateway is shown, and loaded posts stay", async (t) => {
    const page = await visit(t, "popup");
    await checked(page);
    await sandbox.fault("GET", "/api-keyword-watchlist", { reset: "before" }, 10);
    t.after(() => sandbox.clearFaults());
    await reopened(page);
    await page.getByRole("alert").waitFor({ timeout: 60_000 });
    assert.equal(await mentions(page).count(), 10);
  });

  await t.test("after the session has ended the extension shows the sign-in form and stores nothing of it", async (t) => {
    const page = await visit(t, "popup");
    await checked(page);
    await sandbox.fault("GET", "/api-keyword-watchlist", { status: 401, body: { error: "Invalid API Key" } });
    t.after(() => sandbox.clearFaults());
    await reopened(page);
    await page.getByRole("heading", { name: "Your session has ended" }).waitFor();
    assert.doesNotMatch(await kept(page), SEALED);
    await signIn(page, sandbox);
    await mentions(page).first().waitFor();
  });

  await t.test("signing out ends the session at the gateway too", async (t) => {
    const page = await visit(t, "popup");
    await mentions(page).first().waitFor();
    const [token] = (await kept(page)).match(SEALED);
    const ended = page.waitForResponse((response) => response.url().endsWith("/_gateway/session"));
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Email").waitFor();
    assert.equal((await ended).status(), 204);
    const session = await fetch(`${stack.url}/_gateway/session`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(session.status, 401);
    const left = JSON.parse(await kept(page));
    assert.deepEqual(left, [{}, { minutes: 60 }]);
    await until(() => badge(page), "");
  });
});
