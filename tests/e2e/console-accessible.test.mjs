// Axe finds nothing on any page of the console that is filled with data, in light and dark mode, wide and narrow.

import { before, test } from "node:test";

import { DEMO, assertAccessible, openConsole, picture } from "./support/console.mjs";

let stack, watchlist;

before(async (t) => {
  stack = await openConsole(t);
  await stack.sandbox.switch({ task_plan: ["completed"] });
});

/** Title to page; `shows` is the selector of what must be on the page before it is checked. */
const pages = {
  "the overview": { path: () => "", shows: ".meters" },
  "keyword watchlists": { path: () => "#/watchlists/keyword", shows: ".row-item" },
  "people watchlists": { path: () => "#/watchlists/people", shows: ".row-item" },
  "company watchlists": { path: () => "#/watchlists/company", shows: ".row-item" },
  "reddit watchlists": { path: () => "#/watchlists/reddit", shows: ".row-item" },
  "a new watchlist": { path: () => "#/watchlists/people/new", shows: "textarea" },
  "a watchlist's form": { path: () => `#/watchlists/keyword/${watchlist}/edit`, shows: "form.form" },
  "a watchlist's posts": { path: () => `#/watchlists/keyword/${watchlist}?labels=Hiring`, shows: "article.post" },
  "a watchlist's interactions": { path: () => `#/watchlists/keyword/${watchlist}/interactions`, shows: "article.post" },
  "a form of many fields": { path: () => "#/linkedin/linkedin.searchProfiles", shows: "form.form" },
  "usage": { path: () => "#/usage?console=true", shows: ".chart-area canvas" },
  "an operation": { path: () => "#/try/posts.list", shows: ".workbench" },
  "the posts of all watchlists": { path: () => "#/posts", shows: "article.post" },
  "the page to connect an app": { path: () => "#/connect", shows: ".workbench" },
  "the settings": { path: () => "#/settings", shows: ".facts" },
  "a page that is not there": { path: () => "#/nowhere", shows: ".empty" },
};

test("a page for every kind of data", async (t) => {
  const page = await stack.visit(t);
  watchlist = await page.evaluate(async (email) => {
    const post = (path, body) => fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    await post("/api-company-watchlist", { name: "Rivals", companies: ["northwind-analytics"] });
    const { watchlists } = await (await fetch("/api-keyword-watchlist")).json();
    const { data } = await (await fetch(`/api-posts?watchlist_id=${watchlists[0].id}`)).json();
    await post("/api-comment", { post_id: data[0].id, user_email: email, comment_text: "Well said" });
    await post("/api-like", { post_id: "none", user_email: email });
    return watchlists[0].id;
  }, DEMO);
  for (const [what, { path, shows }] of Object.entries(pages)) {
    await t.test(what, async (t) => {
      const page = await stack.visit(t, path());
      await page.locator(`main ${shows}`).first().waitFor();
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      await assertAccessible(page, what);
    });
  }
});

const results = {
  "linkedin.searchProfiles": { field: "Title", text: "engineer", shows: ".tile" },
  "linkedin.fetchCompany": { field: "Company slug", text: "northwind-analytics", shows: ".tile" },
  "linkedin.fetchCompanyPosts": { field: "Company slug", text: "northwind-analytics", shows: "article.post" },
};
for (const [operation, { field, text, shows }] of Object.entries(results)) {
  test(`what ${operation} brings`, async (t) => {
    const page = await stack.visit(t, `#/linkedin/${operation}`);
    await page.getByLabel(field, { exact: true }).fill(text);
    await page.getByRole("button", { name: "Start task" }).click();
    await page.locator(`.result ${shows}`).first().waitFor({ timeout: 60_000 });
    await assertAccessible(page, operation);
    if (operation === "linkedin.searchProfiles") {
      await page.getByRole("heading", { name: "Your tasks" }).evaluate((heading) => heading.scrollIntoView());
      await picture(page, "results");
    }
  });
}
