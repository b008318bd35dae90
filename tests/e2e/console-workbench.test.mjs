// Long lists, and work with many posts: sort, select, export, like, save a view, and return to it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { DEMO, assertAccessible, openConsole, received } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

const FEED = "#/watchlists/keyword/w-1";
const post = (index) => ({
  id: `post-${index}`,
  content: `Post number ${index} of many, long enough to be read as one`,
  author: { full_name: `Author ${index % 50}` },
  created_at: Date.UTC(2026, 0, 1) - index * 60_000,
  likes_count: (index * 7919) % 1000,
  tags: [],
});

/** Serves a watchlist of `count` posts in place of the gateway. */
async function servePosts(page, count) {
  const state = { first: 0 };
  await page.route("**/api-keyword-watchlist?*", (route) => route.fulfill({ json: { id: "w-1", name: "Many posts", keywords: ["x"] } }));
  await page.route("**/api-posts?*", (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [at, size] = [Number(query.get("page")), Number(query.get("page_size"))];
    const rows = Array.from({ length: Math.max(0, Math.min(size, count - (at - 1) * size)) }, (_, index) => post(state.first + (at - 1) * size + index));
    return route.fulfill({ json: { data: rows, pagination: { total: count } } });
  });
  return state;
}

const layout = (page, name) => page.getByRole("radio", { name }).check();
const nodes = (page) => page.evaluate(() => document.querySelectorAll("main *").length);

/** Scrolled by this many steps. */
const FRAMES = 60;

/** Processor time of the page's main thread while `act` runs, in milliseconds. Other programs do not affect it. */
async function cpuTime(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
  const before = await read();
  await act();
  const after = await read();
  await session.detach();
  return (after - before) * 1000;
}

test("10,000 posts are loaded, sorted and scrolled with few elements", async (t) => {
  const page = await stack.visit(t);
  await servePosts(page, 10_000);
  await page.goto(`${stack.url}/${FEED}`);
  await page.locator("article.post").first().waitFor();
  const saved = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: "Download CSV" }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  assert.equal(text.charCodeAt(0), 0xfeff);
  assert.equal(text.trim().split("\r\n").length, 10_001);
  await page.getByText("10,000 posts shown").waitFor();

  await layout(page, "Table");
  await page.getByRole("button", { name: "Likes" }).click();
  assert.equal(await page.locator("th.likes").getAttribute("aria-sort"), "descending");
  const likes = await page.locator("tbody tr:not(.spacer) td.number:nth-child(5)").allTextContents();
  assert.deepEqual(likes, likes.toSorted((a, b) => Number(b) - Number(a)));
  assert.equal(likes[0], "999");

  for (const name of ["Table", "Cards"]) {
    await layout(page, name);
    const ms = await cpuTime(page, () =>
      page.evaluate(async () => {
        for (let step = 1; step <= 60; step += 1) {
          scrollBy(0, 900);
          await new Promise(requestAnimationFrame);
        }
      }),
    );
    t.diagnostic(`${name}: ${(ms / FRAMES).toFixed(1)} ms of the main thread per 900 px; ${await nodes(page)} elements`);
    assert.ok((await nodes(page)) < 3_000, `${await nodes(page)} elements`);
    assert.ok(ms / FRAMES < 50, `${ms / FRAMES} ms of the main thread per 900 px`);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.getByText("End of list").waitFor();
    await page.evaluate(() => scrollTo(0, 0));
  }
});

test("going back restores the scroll position of a feed", async (t) => {
  const page = await stack.visit(t);
  await servePosts(page, 400);
  await page.goto(`${stack.url}/${FEED}`);
  for (let round = 0; round < 12; round += 1) {
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(100);
  }
  const seen = () => page.evaluate(() => [...document.querySelectorAll("[data-index]")].find((row) => row.getBoundingClientRect().bottom > innerHeight / 2)?.dataset.index);
  await page.waitForFunction(() => scrollY > 15_000);
  await page.waitForTimeout(300);
  const [top, middle] = [await page.evaluate(() => scrollY), await seen()];
  await page.evaluate(() => (location.hash = `${location.hash}/interactions`));
  await page.getByRole("heading", { level: 1, name: "Interactions" }).waitFor();
  assert.ok((await page.evaluate(() => scrollY)) < 200);
  await page.goBack();
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 400, top);
  await page.waitForTimeout(300);
  assert.ok(Math.abs(Number(await seen()) - Number(middle)) <= 1, `${await seen()} instead of ${middle}`);
});

test("1,000 watchlists are shown at once and filtered while typing", async (t) => {
  const page = await stack.visit(t);
  const watchlists = Array.from({ length: 1_000 }, (_, index) => ({ id: `w-${index}`, name: `Watchlist ${index}`, keywords: [`word ${index}`, "other"], createdAt: "2026-01-01T00:00:00Z" }));
  await page.route("**/api-keyword-watchlist*", (route) => route.fulfill({ json: { watchlists } }));
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name.includes("/api-keyword-watchlist")) globalThis.loadedAt = entry.responseEnd;
    }).observe({ type: "resource", buffered: true });
    new MutationObserver(() => {
      if (!globalThis.shownAt && document.querySelector(".row-item")) globalThis.shownAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${stack.url}/#/watchlists/keyword`);
  await page.reload();
  await page.getByText("1,000 watchlists").waitFor();
  const shown = await page.evaluate(() => globalThis.shownAt - globalThis.loadedAt);
  t.diagnostic(`shown ${Math.round(shown)} ms after the response, ${await nodes(page)} elements`);
  assert.ok(shown < 500, `${shown} ms`);
  assert.ok((await nodes(page)) < 1_500);

  const filter = page.getByLabel("Filter by name or keyword");
  await filter.focus();
  const times = [];
  for (const key of "word 99") {
    await page.evaluate(() => {
      addEventListener("keydown", () => (globalThis.pressed = performance.now()), { once: true, capture: true });
      globalThis.drawn = new Promise((resolve) => addEventListener("input", () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - globalThis.pressed), 0)), { once: true }));
    });
    await page.keyboard.press(key === " " ? "Space" : key);
    times.push(await page.evaluate(() => globalThis.drawn));
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`key to drawn list: fastest ${times[0].toFixed(1)} ms, median ${times[3].toFixed(1)} ms, slowest ${times.at(-1).toFixed(1)} ms`);
  // The fastest key press, because other programs may delay the rest.
  assert.ok(times[0] < 50, `${times[0]} ms`);
  await page.getByText("19 watchlists").waitFor();

  // The filter is part of the address, so going back restores it.
  await page.getByRole("link", { name: "Watchlist 991", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /Posts/ }).waitFor();
  await page.goBack();
  await page.getByText("19 watchlists").waitFor();
  assert.equal(await filter.inputValue(), "word 99");
});

test("several watchlists are paused and deleted together", async (t) => {
  const page = await stack.visit(t);
  await page.evaluate(async () => {
    for (const name of ["Bulk one", "Bulk two"]) await fetch("/api-reddit-watchlist", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name, keywords: ["x"] }) });
  });
  await page.goto(`${stack.url}/#/watchlists/reddit`);
  for (const name of ["Bulk one", "Bulk two"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByText("2 watchlists selected").waitFor();
  await assertAccessible(page, "selected watchlists");
  await bar.getByRole("button", { name: "Pause" }).click();
  await page.getByText("2 watchlists paused.", { exact: false }).waitFor();
  const sent = (await received(stack.sandbox, "PUT", "/api-reddit-watchlist")).slice(-2);
  assert.deepEqual(sent.map(({ body }) => body.disable), [true, true]);
  await bar.getByRole("button", { name: "Delete" }).click();
  await page.getByText("2 watchlists and their posts deleted.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Bulk two", exact: true }).waitFor();
});

test("selected posts are liked together, with the budget shown first", async (t) => {
  const page = await stack.visit(t, "#/posts?kind=keyword");
  await page.locator("article.post").first().waitFor();
  await layout(page, "Table");
  await assertAccessible(page, "the table of posts");
  const before = (await received(stack.sandbox, "POST", "/api-like")).length;
  const boxes = page.locator("tbody").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "Like selected" }).click();
  const dialog = page.getByRole("dialog", { name: "Like 2 posts" });
  const actor = dialog.getByLabel("Act as", { exact: true });
  await actor.selectOption({ label: "Another member…" });
  await dialog.getByRole("button", { name: "Like 2 posts" }).click();
  await dialog.getByText("Acting member's email is required.").waitFor();
  await actor.selectOption({ label: DEMO });
  await dialog.getByText(/Uses 2 of the \d+ LinkedIn actions left this hour\./).waitFor();
  await dialog.getByRole("button", { name: "Like 2 posts" }).click();
  await page.getByText("2 likes queued.").waitFor();
  const likes = (await received(stack.sandbox, "POST", "/api-like")).slice(before);
  assert.equal(likes.length, 2);
  assert.ok(likes.every(({ body }) => body.user_email === DEMO));

  // A row opens the whole post, which shows that it was liked.
  await page.locator(".cell-open").first().click();
  await page.getByRole("dialog", { name: "Post" }).getByRole("button", { name: /^Liked / }).waitFor();
});

test("more likes than the client's default of 50 per hour are sent, because the gateway counts for the team", async (t) => {
  const page = await stack.visit(t);
  await servePosts(page, 60);
  let likes = 0;
  await page.route("**/api-like", (route) => {
    likes += 1;
    return route.fulfill({ json: { success: true, message: "Like task created successfully", task_id: String(likes) } });
  });
  await page.goto(`${stack.url}/${FEED}`);
  await page.locator("article.post").first().waitFor();
  await layout(page, "Table");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.getByText("60 posts shown").waitFor();
  await page.getByRole("checkbox", { name: "Select all 60 loaded posts" }).check();
  await page.getByRole("button", { name: "Like selected" }).click();
  await page.getByRole("dialog", { name: "Like 60 posts" }).getByRole("button", { name: "Like 60 posts" }).click();
  await page.getByText("60 likes queued.").waitFor({ timeout: 60_000 });
  assert.equal(likes, 60);
});

test("a view is saved, opened and removed", async (t) => {
  const page = await stack.visit(t, "#/posts?trending=yes");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name of the view").fill("Hot");
  await page.keyboard.press("Enter");
  const view = page.getByRole("navigation", { name: "Saved views" }).getByRole("link", { name: "Hot" });
  await view.waitFor();
  assert.equal(await view.getAttribute("aria-current"), "true");
  await page.getByRole("button", { name: "Remove filter Trending only" }).click();
  await page.waitForURL((url) => !url.hash.includes("trending"));
  await view.click();
  await page.waitForURL(/trending=yes/);
  await assertAccessible(page, "a saved view");
  await page.getByRole("button", { name: "Remove view Hot" }).click();
  await view.waitFor({ state: "detached" });
});

test("new posts are announced, and shown on request", async (t) => {
  const page = await stack.visit(t);
  await page.clock.install();
  const state = await servePosts(page, 30);
  await page.goto(`${stack.url}/${FEED}`);
  await page.getByText("Post number 0 of many", { exact: false }).waitFor();
  state.first = -2;
  await page.clock.fastForward(61_000);
  await page.getByRole("button", { name: "Show 2 new posts" }).click();
  await page.getByText("Post number -2 of many", { exact: false }).waitFor();
  assert.equal(await page.getByRole("button", { name: /new posts/ }).count(), 0);
});

test("keywords that OutX generates appear without a reload", async (t) => {
  const page = await stack.visit(t);
  let written = false;
  await page.route("**/api-keyword-watchlist", (route) => route.fulfill({ json: { watchlists: [{ id: "1", name: "By words", keywords: written ? ["compare crm"] : [] }] } }));
  await page.goto(`${stack.url}/#/watchlists/keyword`);
  await page.getByRole("link", { name: "By words", exact: true }).waitFor();
  written = true;
  await page.getByText("compare crm").waitFor();
});

test("typed text survives a reload, and is removed when it is discarded", async (t) => {
  const page = await stack.visit(t, "#/watchlists/people/new");
  const profiles = page.getByRole("textbox", { name: "Profiles", exact: true });
  await profiles.fill("ada-example");
  await page.reload();
  await page.getByText("What you typed before is still here.").waitFor();
  assert.equal(await profiles.inputValue(), "ada-example");
  await page.getByRole("button", { name: "Discard it" }).click();
  assert.equal(await profiles.inputValue(), "");
  await page.reload();
  assert.equal(await profiles.inputValue(), "");
});

test("a message template is filled in, previewed and saved", async (t) => {
  const page = await stack.visit(t, "#/linkedin/linkedin.sendMessage?recipient_urn=urn:li:person:abc&first_name=Ada");
  await page.getByRole("textbox", { name: "Message" }).fill("Hi {first_name}, about {topic}");
  assert.equal(await page.getByLabel("Fill in: First name").inputValue(), "Ada");
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByText("Fill in {topic} first.").waitFor();
  await page.getByLabel("Fill in: Topic").fill("wasm");
  await page.getByText("Hi Ada, about wasm").waitFor();
  await page.getByRole("button", { name: "Save as template" }).click();
  await page.getByLabel("Name of the template").press("Enter");
  await page.getByText("Name of the template is required.").waitFor();
  await page.getByLabel("Name of the template").fill("Intro");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("dialog").count(), 0, "Enter in the name sent the message for review");
  await page.getByLabel("Use a template").waitFor();
  await assertAccessible(page, "a template");
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByRole("dialog", { name: "Send a message?" }).getByText("Hi Ada, about wasm").waitFor();
});
