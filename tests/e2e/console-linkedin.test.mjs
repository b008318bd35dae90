// LinkedIn tasks: started once, polled, stopped, restored after a reload, shown and downloaded.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, beforeEach, test } from "node:test";

import { assertAccessible, openConsole, picture, waitForFocus } from "./support/console.mjs";

const QUICK = { task_plan: ["pending", "processing", "completed"] };

let stack;

before(async (t) => {
  stack = await openConsole(t);
});

beforeEach(() => stack.sandbox.switch(QUICK));

async function fetchProfile(page) {
  await page.getByLabel("Profile slug").fill("ada-example");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.locator("article.task").first().waitFor();
}

test("a profile is fetched with a progress bar, shown, and downloaded", async (t) => {
  const page = await stack.visit(t, "#/linkedin");
  await page.getByText("Nothing started yet").waitFor();
  await assertAccessible(page, "the tasks' forms");
  await fetchProfile(page);
  await page.getByRole("progressbar", { name: "Progress of Fetch a profile" }).waitFor();
  await assertAccessible(page, "a running task");
  await picture(page, "task");
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 60_000 });

  await page.getByText("Raw JSON").click();
  await page.getByLabel("Raw JSON").getByText("ada-example").first().waitFor();
  await assertAccessible(page, "a result");
  const csv = await downloaded(page, "CSV");
  assert.match(csv.name, /^fetchProfile-[\w-]+\.csv$/);
  assert.ok(csv.text.startsWith("\uFEFF"), "the file has no mark of UTF-8");
  const [head, row, rest] = csv.text.slice(1).split("\r\n");
  assert.ok(head.split(",").includes('"full_name"'), head);
  assert.match(row, /Ada Example/);
  assert.equal(rest, "");
  const { name, text } = await downloaded(page, "JSON");
  assert.match(name, /^fetchProfile-[\w-]+\.json$/);
  assert.match(JSON.stringify(JSON.parse(text)), /"Ada Example"/);
});

async function downloaded(page, format) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: `Download ${format}` }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("a reload restores the task and does not create another", async (t) => {
  await stack.sandbox.switch({ task_plan: ["pending", "pending", "pending", "processing", "completed"] });
  const page = await stack.visit(t, "#/linkedin/linkedin.fetchProfile");
  const before = await stack.sandbox.createdTasks();
  await fetchProfile(page);
  await page.getByRole("progressbar").waitFor();
  await page.reload();
  await page.getByRole("progressbar").waitFor();
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 90_000 });
  assert.equal(await stack.sandbox.createdTasks(), before + 1);
});

test("checking can be stopped and resumed", async (t) => {
  await stack.sandbox.switch({ task_plan: ["pending", "pending", "completed"] });
  const page = await stack.visit(t, "#/linkedin");
  const before = await stack.sandbox.createdTasks();
  await fetchProfile(page);
  await page.getByRole("button", { name: "Stop checking" }).click();
  await page.getByText("The task keeps running", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Check again" }).click();
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 60_000 });
  assert.equal(await stack.sandbox.createdTasks(), before + 1);
});

test("a failed task says why", async (t) => {
  await stack.sandbox.switch({ task_plan: ["pending", "failed"] });
  const page = await stack.visit(t, "#/linkedin");
  await fetchProfile(page);
  await page.getByText("Task failed", { exact: true }).waitFor({ timeout: 60_000 });
  await assertAccessible(page, "a failed task");
});

test("each task has its form, which names a missing field", async (t) => {
  const page = await stack.visit(t, "#/linkedin");
  const tasks = page.getByRole("navigation", { name: "Task" }).getByRole("link");
  await tasks.first().waitFor();
  assert.equal(await tasks.count(), 10);
  await page.getByRole("link", { name: "Send a message" }).click();
  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByText("Recipient URN is required.").waitFor();
  await page.getByText("Message is required.").waitFor();
  await page.getByText("Runs from the LinkedIn account", { exact: false }).waitFor();
});

test("the client's own check is shown in the form", async (t) => {
  const page = await stack.visit(t, "#/linkedin/linkedin.searchProfiles");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByText("Some values are invalid").waitFor();
  const first = page.getByLabel("Keywords");
  await page.getByText(/^Fill in at least one: Keywords, Title, Company, .*Geo URN, /).waitFor();
  assert.equal(await first.getAttribute("aria-invalid"), "true");
  await waitForFocus(first);
  // What a URN is, one link away.
  await page.getByRole("link", { name: "What is a URN or a slug?" }).waitFor();
});

test("no Markdown is shown as text, and the headings of results are below their task's", async (t) => {
  await stack.sandbox.switch({ task_plan: ["completed"] });
  const page = await stack.visit(t, "#/linkedin/linkedin.fetchConnections");
  await page.getByText("total is the size of that page", { exact: false }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /`/);
  await page.getByRole("link", { name: "Posts of a company" }).click();
  await page.getByLabel("Company slug").fill("northwind-analytics");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.locator(".result article.post").first().waitFor({ timeout: 60_000 });
  const levels = await page.locator("article.task").first().locator("h2, h3, h4").evaluateAll((all) => all.map(({ tagName }) => tagName));
  assert.deepEqual([levels[0], ...new Set(levels.slice(1))], ["H3", "H4"]);
});

test("a message is reviewed before it is sent, and its form is empty afterwards", async (t) => {
  const page = await stack.visit(t, "#/linkedin/linkedin.sendMessage");
  const before = await stack.sandbox.createdTasks();
  await page.getByRole("textbox", { name: "Recipient URN" }).fill("urn:li:fsd_profile:ACoAAB0000000000000000000000000000000001");
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("Hello Ada");
  await page.getByRole("button", { name: "Review and send" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a message?" });
  await dialog.getByText("Hello Ada").waitFor();
  await assertAccessible(page, "the review of a message");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await message.inputValue(), "Hello Ada");
  assert.equal(await stack.sandbox.createdTasks(), before);
  await page.getByRole("button", { name: "Review and send" }).click();
  await dialog.getByRole("button", { name: "Send now" }).click();
  await page.locator("article.task").first().waitFor();
  assert.equal(await stack.sandbox.createdTasks(), before + 1);
  assert.equal(await message.inputValue(), "");
});

test("the address of a profile is accepted, and a link of the result leads to its form", async (t) => {
  const page = await stack.visit(t, "#/linkedin/linkedin.fetchProfile");
  await page.getByLabel("Profile slug").fill("https://www.linkedin.com/in/ada-example/");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByRole("heading", { name: "Ada Example" }).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: /^Message/ }).first().click();
  await page.waitForFunction(() => document.activeElement.id === "task-form");
  await page.waitForFunction((wanted) => document.activeElement.textContent === wanted, "Send a message");
});

test("a value that the client rejects is marked at its field", async (t) => {
  const page = await stack.visit(t, "#/linkedin/linkedin.fetchProfile");
  await page.getByLabel("Profile slug").fill("two words");
  await page.getByRole("button", { name: "Start task" }).click();
  await page.getByText("Some values are invalid").waitFor();
  assert.equal(await page.getByLabel("Profile slug").getAttribute("aria-invalid"), "true");
  await waitForFocus(page.getByLabel("Profile slug"));
});
