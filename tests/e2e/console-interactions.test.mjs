// The likes and comments of the team on the posts of a watchlist.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { DEMO, assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

/** The page of the seeded watchlist, by its tab. */
async function openInteractions(t) {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Hiring and interviews", exact: true }).click();
  await page.getByRole("link", { name: "Interactions", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Interactions of Hiring and interviews" }).waitFor();
  await page.locator("article.post").first().waitFor();
  return page;
}

test("likes and comments are shown with their posts, and the next page at the end of the list", async (t) => {
  const page = await openInteractions(t);
  await assertAccessible(page, "interactions");
  await picture(page, "interactions");
  const cards = page.locator("article.post");
  await cards.last().scrollIntoViewIfNeeded();
  // The twenty-first is on the second page.
  await cards.nth(20).getByRole("link", { name: /Open on LinkedIn/ }).waitFor();
});

test("the filter for likes or comments is in the address", async (t) => {
  const page = await openInteractions(t);
  await page.getByRole("radio", { name: "Comments" }).check();
  await page.waitForURL(/interactions\?type=comment$/);
  await page.getByText("commented on a post").first().waitFor();
  await page.getByText("liked a post").first().waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("article.post").first().waitFor();
  assert.ok(await page.getByRole("radio", { name: "Comments" }).isChecked());
  assert.equal(await page.getByText("liked a post").count(), 0);
});

test("a comment sent here is listed", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword");
  await page.getByRole("link", { name: "Hiring and interviews", exact: true }).click();
  await page.getByRole("button", { name: /^Comment / }).first().click();
  await page.getByRole("textbox", { name: "Comment" }).fill("We do the same");
  assert.equal(await page.getByLabel("Act as", { exact: true }).inputValue(), DEMO);
  await page.getByRole("button", { name: "Send comment" }).click();
  await page.getByText("Comment queued.", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Interactions", exact: true }).click();
  await page.locator("article.post").filter({ hasText: "We do the same" }).getByText("commented on a post").waitFor();
});

test("a watchlist without interactions shows what to do", async (t) => {
  const page = await stack.visit(t, "#/watchlists/keyword/new");
  await page.getByRole("textbox", { name: "Keyword", exact: true }).fill("no interactions yet");
  await page.getByLabel("Name").fill("Quiet");
  await page.getByRole("button", { name: "Create watchlist" }).click();
  await page.getByRole("link", { name: "Quiet", exact: true }).click();
  await page.getByRole("link", { name: "Interactions", exact: true }).click();
  await page.getByText("Nothing yet").waitFor();
  await assertAccessible(page, "no interactions");
  await page.getByRole("link", { name: "Like or comment on a post" }).click();
  await page.getByRole("heading", { level: 1, name: "Posts of Quiet" }).waitFor();
});
