// An agent token is created in the console, used, and revoked.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { connect } from "../support/mcp.mjs";
import { assertAccessible, openConsole, waitForFocus } from "./support/console.mjs";
import { enterOn, typeInto } from "./support/keyboard.mjs";

let stack;

before(async (t) => {
  stack = await openConsole(t, { env: { MCP: "write" } });
});

test("a user creates a token, an agent uses it, and the user revokes it", async (t) => {
  const page = await stack.visit(t);
  await page.getByRole("link", { name: "Agents" }).click();
  await page.getByRole("heading", { name: "Connect an agent", level: 1 }).waitFor();
  await page.getByText("No tokens yet").waitFor();
  await assertAccessible(page, "agents without tokens");
  await page.getByLabel("Name").fill("Claude on my laptop");
  await page.getByLabel("Operations").fill("team.get, posts.*");
  await page.getByLabel("Valid for").selectOption({ label: "1 hour" });
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByText("it is shown only once", { exact: false }).waitFor();
  const token = await page.getByRole("group", { name: "Token" }).textContent();
  assert.match(token, /^outxs1\.[\w-]+$/);
  await assertAccessible(page, "a new token");

  const client = await connect(t, stack, token);
  assert.deepEqual((await client.listTools()).tools.map(({ name }) => name), ["get_posts", "get_team", "get_usage"]);
  assert.ok((await client.callTool({ name: "get_team", arguments: {} })).structuredContent.team);

  await page.getByRole("button", { name: "I have copied it" }).click();
  assert.equal(await page.getByText(token).count(), 0);
  await page.getByText("Claude Code").click();
  await page.getByText(`claude mcp add --transport http outx ${stack.url}/_gateway/mcp`, { exact: false }).waitFor();
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "Claude on my laptop" });
  await row.getByText("only team.get, posts.*", { exact: false }).waitFor();
  assert.doesNotMatch(await row.textContent(), /Last used never/);
  await assertAccessible(page, "agents with a token");
  await row.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog", { name: "Revoke “Claude on my laptop”?" });
  await assertAccessible(page, "the review of a revocation", [1280]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.ok((await client.callTool({ name: "get_team", arguments: {} })).structuredContent.team);
  await row.getByRole("button", { name: "Revoke" }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("Every gateway rejects it within a minute.", { exact: false }).waitFor();
  await page.getByText("No tokens yet").waitFor();
  await assert.rejects(client.callTool({ name: "get_team", arguments: {} }), /agent token is over/);
});

test("the form shows why the gateway rejected it", async (t) => {
  const page = await stack.visit(t, "#/agents");
  await page.getByLabel("Name").fill("  ");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByText("Name is required.").waitFor();
  await waitForFocus(page.getByLabel("Name"));
  await page.getByLabel("Name").fill("x");
  await page.getByLabel("Operations").fill("post.list");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByText("entry 1 names no operation", { exact: false }).waitFor();
});

test("a token is created and revoked by keyboard alone", async (t) => {
  const page = await stack.visit(t, "#/agents");
  await typeInto(page, page.getByLabel("Name"), "By keyboard");
  await page.keyboard.press("Enter");
  await page.getByText("it is shown only once", { exact: false }).waitFor();
  await enterOn(page, page.getByRole("button", { name: "I have copied it" }));
  const revoke = page.getByRole("button", { name: "Revoke “By keyboard”" });
  await enterOn(page, revoke);
  await enterOn(page, page.getByRole("dialog").getByRole("button", { name: "Revoke" }));
  await revoke.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement !== document.body);
});
