// One visit to the console with everything that can differ between browsers: focus, dialogs, storage, tabs, keys, history, sticky bars, long
// lists, downloads and the clipboard. Firefox and WebKit take these steps in this order; everything else is tested in Chromium.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { DEMO, received } from "./console.mjs";

const OTHER = "other-browser@outx.test";

async function signIn({ reader, sandbox }, email) {
  await reader.fill("Email", email);
  await reader.click("button", "Send code");
  await reader.has("input[name=otp]");
  await reader.fill("Code", await sandbox.otp(email));
  await reader.click("main button", "Sign in");
  await reader.has(".rail");
}

/** Signs out and waits until the page has been loaded again, because the page before also shows the form for a moment. */
async function signOut(reader) {
  await reader.run(() => void (globalThis.isBefore = true));
  await reader.click("button", "Sign out");
  await reader.until(() => !globalThis.isBefore && document.querySelector("input[type=email]") !== null);
}

async function savedFile(folder, name) {
  for (let tries = 0; tries < 100; tries += 1) {
    const file = (await readdir(folder)).find((each) => name.test(each));
    const text = file && (await readFile(join(folder, file), "utf8"));
    if (text) return text;
    await setTimeout(50);
  }
  assert.fail(`no file ${name} in ${await readdir(folder)}`);
}

/**
 * Title and function of each step. The function takes `{ reader, sandbox, downloads, hasForcedColors, language }`: `downloads` is the folder of
 * downloads, `undefined` if the browser's driver cannot set one; `language` is that of the browser's dates, if it is known.
 */
const steps = [
  ["the code step is kept over a reload, and signs in", async ({ reader, sandbox }) => {
    await reader.open("");
    await reader.fill("Email", DEMO);
    await reader.click("button", "Send code");
    await reader.has("input[name=otp]");
    await reader.reload();
    await reader.shows(`we sent to ${DEMO}`);
    await reader.fill("Code", await sandbox.otp(DEMO));
    await reader.click("main button", "Sign in");
    await reader.shows("Dana Demo's Team");
  }],

  ["texts and times are English in a German browser", async ({ reader, language }) => {
    if (language) assert.equal(await reader.run(() => new Intl.DateTimeFormat().resolvedOptions().locale.slice(0, 2)), language);
    await reader.go("#/watchlists/keyword");
    await reader.has("main a", "Hiring and interviews");
    const time = await reader.run(() => document.querySelector("main time").textContent);
    assert.match(time, /ago|yesterday|last|now/);
  }],

  ["meters fill their track", async ({ reader }) => {
    await reader.go("#/");
    await reader.has(".meter-bar");
    const [track, fill] = await reader.run(() => [document.querySelector(".meter-bar").clientHeight, document.querySelector(".meter-bar > span").offsetHeight]);
    assert.equal(fill, track);
    assert.ok(fill > 2, `${fill} px`);
  }],

  ["what was typed survives a reload, and its direction follows it", async ({ reader }) => {
    await reader.go("#/watchlists/keyword/new");
    await reader.fill("Keyword", "שלום");
    await reader.reload();
    await reader.shows("What you typed before is still here.");
    assert.equal(await reader.valueOf("Keyword"), "שלום");
    assert.equal(await reader.run(() => getComputedStyle(document.querySelector("main input[dir=auto]")).direction), "rtl");
    await reader.click("button", "Discard it");
  }],

  ["the focus moves to the nearest input after a keyword is removed", async ({ reader }) => {
    await reader.click("button", "Add a keyword");
    await reader.click("button", "Remove this keyword");
    await reader.focused("input");
  }],

  ["a deletion moves the focus to undo, and undo returns it to the row", async ({ reader }) => {
    await reader.fill("Keyword", "browsers");
    await reader.fill("Name", "browsers");
    await reader.click("main button", "Create watchlist");
    await reader.click("button", "Delete browsers");
    await reader.focusedName("Undo");
    await reader.press("Enter");
    await reader.focusedName("browsers");
  }],

  ["a deletion that was announced is sent when the page is left", async ({ reader, sandbox }) => {
    const before = (await received(sandbox, "DELETE", "/api-keyword-watchlist")).length;
    await reader.click("button", "Delete browsers");
    await reader.has("button", "Undo");
    await reader.reload();
    for (let tries = 0; tries < 50 && (await received(sandbox, "DELETE", "/api-keyword-watchlist")).length === before; tries += 1) await setTimeout(100);
    assert.equal((await received(sandbox, "DELETE", "/api-keyword-watchlist")).length, before + 1);
  }],

  ["a session that ended asks for the sign-in above what was typed, and its dialog can be closed", async ({ reader, sandbox }) => {
    await reader.go("#/watchlists/people/new");
    await reader.fill("Profiles", "ada-example");
    await reader.run(async () => (await fetch("/_gateway/session", { method: "DELETE" })).status);
    await reader.click("main button", "Create watchlist");
    await reader.has("dialog[open] h2", "Your session has ended");
    await reader.click("dialog[open] button", "Close");
    await reader.lacks("dialog[open]");
    await reader.click(".problem button", "Sign in");
    await reader.click("dialog[open] button", "Send code");
    await reader.has("input[name=otp]");
    await reader.fill("Code", await sandbox.otp(DEMO));
    await reader.click("dialog[open] button", "Sign in");
    await reader.lacks("dialog[open]");
    await reader.lacks(".problem");
    assert.equal(await reader.valueOf("Profiles"), "ada-example");
    assert.notEqual(await reader.run(() => document.activeElement.tagName), "BODY");
    await reader.click("main a", "Cancel");
  }],

  ["the arrow keys change the order of a feed", async ({ reader }) => {
    await reader.go("#/watchlists/keyword");
    await reader.click("main a", "Hiring and interviews");
    await reader.has("article.post");
    await reader.focus(".filters select");
    for (const order of ["popular_first", "engagement"]) {
      await reader.press("ArrowDown");
      await reader.until((order) => location.hash.includes(order), order);
      assert.equal(await reader.run(() => document.activeElement.tagName), "SELECT");
    }
  }],

  ["going back restores the scroll position of a feed", async ({ reader }) => {
    await reader.go("#/posts");
    await reader.until(() => document.querySelectorAll("article.post").length > 12);
    const row = () => {
      const rows = [...document.querySelectorAll("[data-index]")];
      return scrollY > 1_500 && rows.find((each) => each.getBoundingClientRect().bottom > innerHeight / 2)?.dataset.index;
    };
    await reader.run(() => scrollTo(0, 2_000));
    const before = await reader.until(row);
    await reader.go("#/settings");
    await reader.heading("Settings");
    assert.ok((await reader.run(() => scrollY)) < 200);
    await reader.run(() => history.back());
    await reader.heading("All posts");
    const after = await reader.until(row);
    assert.ok(Math.abs(after - before) <= 1, `post ${after} instead of ${before}`);
  }],

  ["1,000 watchlists take fewer than 1,500 elements, can be scrolled to the last, and can be filtered", async ({ reader, sandbox }) => {
    const watchlists = Array.from({ length: 1_000 }, (_, index) => ({ id: `w-${index}`, name: `Watchlist ${index}`, keywords: ["word"], createdAt: "2026-01-01T00:00:00Z" }));
    await sandbox.fault("GET", "/api-reddit-watchlist", { status: 200, body: { watchlists } }, 3);
    await reader.go("#/watchlists/reddit");
    await reader.shows("1,000 watchlists");
    assert.ok((await reader.run(() => document.querySelectorAll("main *").length)) < 1_500);
    await reader.run(() => scrollTo(0, document.documentElement.scrollHeight));
    await reader.has("main a", "Watchlist 999");
    await reader.fill("Filter by name or keyword", "list 99");
    await reader.shows("19 watchlists");
    await sandbox.clearFaults();
  }],

  ["an address is accepted for a slug, and a link of the result leads to its form", async ({ reader, sandbox }) => {
    await sandbox.switch({ task_plan: ["completed"] });
    await reader.go("#/linkedin/linkedin.fetchProfile");
    await reader.fill("Profile slug", "https://www.linkedin.com/in/ada-example/");
    await reader.click("main button", "Start task");
    await reader.has("h4", "Ada Example");
    await reader.click("main a", "Message: Ada Example");
    await reader.focused("#task-form");
    const { top, bottom } = await reader.run(() => document.activeElement.getBoundingClientRect().toJSON());
    assert.ok(top >= 0 && bottom <= 900, `the form is out of sight: ${top}`);
  }],

  ["a message is reviewed, and Escape returns to its button", async ({ reader, sandbox }) => {
    const before = await sandbox.createdTasks();
    await reader.fill("Message", "Hello");
    await reader.click("main button", "Review and send");
    await reader.has("dialog[open] button", "Send now");
    await reader.press("Escape");
    await reader.lacks("dialog[open]");
    await reader.focusedName("Review and send");
    assert.equal(await sandbox.createdTasks(), before);
  }],

  ["a file is saved with its byte order mark", async ({ reader, downloads }) => {
    if (!downloads) return;
    await reader.click("main button", "Download CSV");
    const text = await savedFile(downloads, /^fetchProfile-.*\.csv$/);
    assert.equal(text.charCodeAt(0), 0xfeff);
    assert.match(text, /Ada Example/);
  }],

  ["Ctrl K finds a page, and its heading has the focus", async ({ reader }) => {
    await reader.press("Control", "k");
    await reader.focused("dialog[open] [role=combobox]");
    for (const key of "connect") await reader.press(key);
    await reader.press("Enter");
    await reader.heading("Connect your app");
    await reader.focused("h1");
  }],

  ["what is copied can be pasted", async ({ reader }) => {
    await reader.click("section[aria-labelledby=snippet] button", "Copy");
    await reader.has("section[aria-labelledby=snippet] button", "Copied");
    await reader.focus("main input[type=url]");
    await reader.press("Control", "a");
    await reader.press("Control", "v");
    await reader.until(() => document.activeElement.value.includes("new Outx("));
  }],

  ["single keys move through posts, and ? lists them", async ({ reader }) => {
    await reader.go("#/posts");
    await reader.has("article.post");
    for (const [key, index] of [["j", "0"], ["j", "1"], ["k", "0"]]) {
      await reader.press(key);
      await reader.until((index) => document.activeElement.closest("[data-index]")?.dataset.index === index, index);
    }
    await reader.press("?");
    await reader.has("dialog[open] h2", "Keyboard shortcuts");
    await reader.press("Escape");
    await reader.until(() => document.activeElement.closest("[data-index]") !== null);
  }],

  ["try it keeps the focus on its button", async ({ reader }) => {
    await reader.go("#/try/team.get");
    await reader.click("main button", "Send");
    await reader.until(() => /200 in \d+ ms/.test(document.body.innerText));
    await reader.focusedName("Send");
  }],

  ["with forced colours the current page and the chosen option have an outline", async ({ reader, hasForcedColors }) => {
    if (!hasForcedColors) return;
    assert.ok(await reader.run(() => matchMedia("(forced-colors: active)").matches));
    await reader.go("#/watchlists/keyword");
    await reader.has(".tabs a[aria-current]");
    const marked = (selector) => reader.run((selector) => getComputedStyle(document.querySelector(selector)).outlineStyle !== "none", selector);
    for (const [current, other] of [[".tabs a[aria-current]", ".tabs a:not([aria-current])"], [".rail-nav a[aria-current]", ".rail-nav a:not([aria-current])"], [".choice > input:checked + .choice-face", ".choice > input:not(:checked) + .choice-face"]]) {
      assert.ok(await marked(current), current);
      assert.ok(!(await marked(other)), other);
    }
  }],

  ["on a small screen the bar covers no element that has the focus, and More opens the other pages", async ({ reader }) => {
    await reader.tab.resize(500, 640);
    await reader.go("#/watchlists/keyword/new");
    await reader.has("main form");
    for (let presses = 0; presses < 22; presses += 1) {
      await reader.press("Tab");
      const covered = await reader.run(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const { activeElement } = document;
        const bar = document.querySelector(".rail-nav");
        if (activeElement === document.body || bar.contains(activeElement)) return "";
        return activeElement.getBoundingClientRect().bottom > bar.getBoundingClientRect().top ? activeElement.outerHTML : "";
      });
      assert.equal(covered, "");
    }
    await reader.click(".rail-more button", "More");
    await reader.click("#more-pages a", "Usage");
    await reader.heading("Usage");
    await reader.lacks("#more-pages");
    await reader.tab.resize(1_280, 800);
  }],

  ["tasks of two tabs are kept and shown in both", async ({ reader, sandbox }) => {
    await sandbox.switch({ task_plan: ["pending", "pending", "pending", "pending", "completed"] });
    const second = await reader.openTab("#/linkedin/linkedin.fetchProfile");
    await second.fill("Profile slug", "sofia-brandt");
    await second.click("main button", "Start task");
    await second.has("article.task h3", "Fetch a profile sofia-brandt");
    await reader.go("#/linkedin");
    await reader.has("article.task h3", "Fetch a profile sofia-brandt");
    await reader.has("article.task h3", "Fetch a profile ada-example");
    await second.click("article.task:first-child .task-head button");
    await reader.until(() => !document.body.innerText.includes("sofia-brandt"));
  }],

  ["a tab follows when another user signs in, and shows no data of the user before", async ({ reader, sandbox }) => {
    await reader.go("#/watchlists/keyword/new");
    await reader.fill("Keyword", "secret of the first team");
    const second = await reader.openTab();
    await signOut(second);
    await signIn({ reader: second, sandbox }, OTHER);
    await reader.until((email) => document.querySelector(".account-email")?.textContent === email, OTHER);
    await reader.heading("Overview");
    assert.doesNotMatch(await reader.run(() => document.body.innerHTML + JSON.stringify({ ...sessionStorage })), /secret of the first team/);
  }],
];

/** Takes the steps in order. Skips those after a failed step, because each begins in the state in which the step before ends. */
export async function takeSteps(t, facts) {
  let failed;
  for (const [title, take] of steps) {
    await t.test(title, async (t) => {
      if (failed) return t.skip(`after “${failed}”`);
      failed = title;
      await take(facts);
      failed = undefined;
    });
  }
}
