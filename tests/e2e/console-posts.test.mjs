// The feed of a watchlist: filters, pages, likes and comments.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { DEMO, assertAccessible, openConsole, picture, received, waitForFocus } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

async function openFeed(t) {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Hiring and interviews", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Posts of Hiring and interviews" }).waitFor();
  await page.locator("article.post").first().waitFor();
  return page;
}

const likes = (page) => page.locator("article.post .post-count:first-child > span[aria-hidden]").evaluateAll((all) => all.map((each) => Number(each.textContent.replace(/\D/g, ""))));

test("posts are shown and link to LinkedIn", async (t) => {
  const page = await openFeed(t);
  const link = page.getByRole("link", { name: /Open on LinkedIn/ }).first();
  assert.match(await link.getAttribute("href"), /^https:\/\/(www\.)?linkedin\.com\/feed\/update\//);
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  await assertAccessible(page, "the feed");
  await picture(page, "posts");
});

test("the order and the filters are in the address", async (t) => {
  const page = await openFeed(t);
  await page.getByLabel("Sort").selectOption({ label: "Most liked" });
  await page.waitForURL(/sort_by=popular_first/);
  await page.waitForFunction(() => document.querySelectorAll("article.post").length > 1);
  const counts = await likes(page);
  assert.deepEqual(counts, counts.toSorted((a, b) => b - a));

  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Labels").fill("Career");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.waitForURL(/labels=Career/);
  await page.getByText(/posts? shown/).waitFor();
  await assertAccessible(page, "the feed with filters");
  await page.reload();
  await page.locator("article.post").first().waitFor();
  const tags = await page.locator("article.post").evaluateAll((posts) => posts.map((post) => post.querySelector(".facts-line").textContent));
  assert.ok(tags.every((text) => text.includes("Career")), tags.join("\n"));
});

test("filters that match no post show that", async (t) => {
  const page = await openFeed(t);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Search").fill("no post has these words");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText("No posts match these filters").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.locator("article.post").first().waitFor();
});

test("posts written from right to left keep their direction", async (t) => {
  const page = await openFeed(t);
  const empty = { id: "empty", content: " ", author: {} };
  const post = { id: "rtl", content: "שלום עולם, זו הודעה…", author: { full_name: "דנה לוי", headline: "מהנדסת" }, created_at: Date.now() };
  await stack.sandbox.fault("GET", "/api-posts", { status: 200, body: { data: [null, post, 7, empty], pagination: { total: 2, total_pages: 1 } } });
  t.after(() => stack.sandbox.clearFaults());
  await page.reload();
  await page.getByText("דנה לוי").first().waitFor();
  const directions = await page.locator(".post-author, .post-headline, .post-text p").evaluateAll((all) => all.map((each) => getComputedStyle(each).direction));
  assert.deepEqual(directions.slice(0, 3), ["rtl", "rtl", "rtl"]);
  await page.getByText("End of list").waitFor();
  await page.getByText("(no text)").waitFor();
});

test("a page with fewer posts than requested does not end the feed", async (t) => {
  const page = await openFeed(t);
  const post = (id) => ({ id, content: `Post ${id}`, author: { full_name: "Ada" }, created_at: Date.now() });
  const pages = { 1: ["a", "b"], 2: ["c"] };
  await page.route("**/api-posts?*", (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get("page"));
    return route.fulfill({ json: { data: (pages[at] ?? []).map(post), pagination: { total: 3 } } });
  });
  await page.reload();
  await page.getByText("Post c").waitFor();
  await page.getByText("3 posts shown").waitFor();
});

test("a comment is sent once, in the name of the signed-in member", async (t) => {
  const page = await openFeed(t);
  await page.getByRole("button", { name: /^Comment / }).first().click();
  await page.getByRole("button", { name: "Send comment" }).click();
  await page.getByText("Comment is required.").waitFor();
  await page.getByRole("textbox", { name: "Comment" }).fill("Well said");
  await assertAccessible(page, "a comment");
  await page.getByRole("button", { name: "Send comment" }).click();
  await page.getByText("Comment queued.", { exact: false }).waitFor();
  const sent = await received(stack.sandbox, "POST", "/api-comment");
  assert.equal(sent.length, 1);
  assert.equal(sent[0].body.user_email, DEMO);
  assert.equal(sent[0].body.comment_text, "Well said");
});

test("dates in the wrong order are marked and not applied", async (t) => {
  const page = await openFeed(t);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("From").fill("2026-11-20");
  await page.getByLabel("To", { exact: true }).fill("2026-11-01");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText("“To” must not be before “From”.").waitFor();
  assert.doesNotMatch(page.url(), /start_date/);
});

test("a post is liked once", async (t) => {
  const page = await openFeed(t);
  const before = (await received(stack.sandbox, "POST", "/api-like")).length;
  await page.getByRole("button", { name: /^Like / }).first().click();
  await page.getByRole("button", { name: "Send like" }).click();
  await page.getByText("Like queued.", { exact: false }).waitFor();
  const liked = page.getByRole("button", { name: /^Liked / });
  await liked.click({ force: true });
  assert.equal(await page.getByRole("button", { name: "Send like" }).count(), 0);
  assert.equal((await received(stack.sandbox, "POST", "/api-like")).length, before + 1);
});

test("a like can be sent in the name of a company", async (t) => {
  const page = await openFeed(t);
  await page.getByRole("button", { name: /^Like / }).first().click();
  await page.getByLabel("Act as a company page").check();
  await page.getByLabel("Company name on LinkedIn").fill("Page not found");
  await page.getByRole("button", { name: "Send like" }).click();
  await page.getByRole("alert").waitFor();
  const [{ body }] = (await received(stack.sandbox, "POST", "/api-like")).slice(-1);
  assert.deepEqual([body.actor_type, body.company_title], ["company", "Page not found"]);
});

test("an invalid email is marked at its field", async (t) => {
  const page = await openFeed(t);
  await page.getByRole("button", { name: /^Like / }).nth(1).click();
  await page.getByLabel("Act as", { exact: true }).selectOption({ label: "Another member…" });
  const email = page.getByLabel("Acting member's email");
  await email.fill("no-address");
  await page.getByRole("button", { name: "Send like" }).click();
  await page.getByText("Enter a valid email address.", { exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-invalid") === "true");
  await waitForFocus(email);
});

test("a list that cannot be loaded to its end is not saved as a file", async (t) => {
  const page = await openFeed(t);
  const post = (index) => ({ id: `p-${index}`, content: `Post ${index}`, author: { full_name: "Ada" }, created_at: Date.now() });
  const rows = (from) => Array.from({ length: 50 }, (_, index) => post(from + index));
  await page.route("**/api-posts?*", (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get("page"));
    return at < 3 ? route.fulfill({ json: { data: rows(at * 50), pagination: { total: 150 } } }) : route.fulfill({ status: 400, json: { error: "boom", code: "invalid_request" } });
  });
  await page.reload();
  await page.locator("article.post").first().waitFor();
  const saved = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  await page.getByRole("button", { name: "Download CSV" }).click();
  await page.locator(".toast").filter({ hasText: "No file was saved" }).waitFor();
  assert.deepEqual(saved, []);
});

test("an incomplete date is marked, and not applied", async (t) => {
  const page = await openFeed(t);
  await page.getByText("Filters", { exact: true }).click();
  const from = page.getByLabel("From");
  await from.focus();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await page.getByText("Complete the date or clear it.").waitFor();
  assert.equal(await from.getAttribute("aria-invalid"), "true");
  await waitForFocus(from);
  await from.fill("2026-01-01");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.waitForURL(/start_date=2026-01-01/);
});

test("a reload keeps the place in a list", async (t) => {
  const page = await openFeed(t);
  await page.evaluate(() => scrollTo(0, 900));
  await page.reload();
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 50);
  // A page that is opened begins at its top.
  await page.goto(`${stack.url}/#/settings`);
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  assert.ok((await page.evaluate(() => scrollY)) < 100);
});
