// Runs the command line of the MCP Inspector against the packed gateway, as docs/agents.md describes. Part of npm run test:all.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { TOOL_COUNT } from "../support/mcp.mjs";
import { bin, modules } from "./support/long.mjs";
import { signInAt, startDev } from "./support/outx-gateway.mjs";
import { folderWithPacked } from "./support/packed.mjs";

// Asynchronous, because this process reads the gateway's output while the Inspector runs.
const execute = promisify(execFile);
// The Inspector looks for its own package.json from the current folder.
const cwd = fileURLToPath(new URL("@modelcontextprotocol/inspector-cli/build", modules));
const cleanups = [];
let gateway;
let token;

before(async () => {
  const folder = folderWithPacked("outx-gateway", "outx-sandbox");
  gateway = await startDev({ after: (cleanup) => cleanups.push(cleanup) }, folder, ["--sandbox-port", "0"], { env: { MCP: "write" } });
  const cookie = (await signInAt(gateway.url, gateway.sandboxUrl)).split(";")[0];
  const headers = { cookie, origin: gateway.url, "content-type": "application/json" };
  const made = await fetch(`${gateway.url}/_gateway/agents`, { method: "POST", headers, body: JSON.stringify({ name: "Inspector", scope: "write" }) });
  assert.equal(made.status, 201);
  ({ token } = await made.json());
});

after(() => Promise.all(cleanups.map((cleanup) => cleanup())));

/** Runs the Inspector and returns the result that it prints. */
async function inspect(method, ...args) {
  const endpoint = [`${gateway.url}/_gateway/mcp`, "--transport", "http", "--header", `Authorization: Bearer ${token}`];
  const { stdout } = await execute(process.execPath, [bin("mcp-inspector-cli"), "--cli", ...endpoint, "--method", method, ...args], { cwd });
  return JSON.parse(stdout);
}

test("the Inspector lists the tools and calls one that reads and one that waits for a task", async () => {
  const { tools } = await inspect("tools/list");
  assert.equal(tools.length, TOOL_COUNT);
  const team = await inspect("tools/call", "--tool-name", "get_team");
  assert.equal(team.isError, false);
  assert.equal(team.structuredContent.plan.name, "Pro");
  const profile = await inspect("tools/call", "--tool-name", "fetch_linkedin_profile", "--tool-arg", "profile_slug=ada-example");
  assert.equal(profile.structuredContent.status, "completed", profile.content[0].text);
});

test("the Inspector reads resources and the prompt", async () => {
  const { resources } = await inspect("resources/list");
  assert.ok(resources.some(({ uri }) => uri === "outx://openapi.json"));
  const { contents } = await inspect("resources/read", "--uri", "outx://openapi.json");
  assert.equal(JSON.parse(contents[0].text).openapi, "3.1.0");
  assert.equal((await inspect("resources/templates/list")).resourceTemplates.length, 1);
  const { prompts: [prompt] } = await inspect("prompts/list");
  const { messages } = await inspect("prompts/get", "--prompt-name", prompt.name, "--prompt-args", "days=3");
  assert.match(messages[0].content.text, /over the last 3 days/);
});

test("the Inspector shows why a token is rejected", async () => {
  token = `${token}x`;
  await assert.rejects(inspect("tools/list"), ({ stderr }) => /session_expired|401/.test(stderr));
});
