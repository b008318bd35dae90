import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { languages, describeRequest, buildSnippet } = await source("console/model/snippets.ts");

const GATEWAY = "https://gateway.example";
const param = (name, place) => ({ name, place, required: false, type: "text", choices: [], description: "" });
const posts = { name: "posts.list", method: "GET", path: "/api-posts", kind: "read", params: [param("watchlist_id", "query"), param("labels", "query")] };
const message = { name: "linkedin.sendMessage", method: "POST", path: "/linkedin-agent/send-message", kind: "write-task", params: [param("message", "body")] };
const otp = { name: "auth.sendOtp", method: "POST", path: "/linkedin-agent/auth-send-otp", kind: "write", params: [param("email", "body")] };

test("lists are repeated in a query and escaped", () => {
  assert.deepEqual(describeRequest(posts, { watchlist_id: "w&1", labels: ["a", "b c"] }), { url: "/api-posts?watchlist_id=w%261&labels=a&labels=b+c" });
});

test("curl quotes a text with a quote in it", () => {
  const text = buildSnippet("curl", message, { message: "it's $HOME" }, GATEWAY);
  assert.ok(text.includes(`-d '{"message":"it'\\''s $HOME"}'`), text);
});

test("the API key is read from the environment, and sign-in operations need none", () => {
  assert.match(buildSnippet("curl", posts, {}, GATEWAY), /-H "x-api-key: \$OUTX_API_KEY"/);
  assert.match(buildSnippet("rust", posts, {}, GATEWAY), /std::env::var\("OUTX_API_KEY"\)/);
  assert.match(buildSnippet("js", posts, {}, GATEWAY), /process\.env\.OUTX_API_KEY/);
  assert.doesNotMatch(buildSnippet("curl", otp, {}, GATEWAY), /x-api-key/);
});

test("tasks are waited for and lists iterated", () => {
  assert.match(buildSnippet("js", message, { message: "x" }, GATEWAY), /const task = await outx\.linkedin\.sendMessage\([^]*await task\.wait\(\)/);
  assert.match(buildSnippet("js", posts, {}, GATEWAY), /for await \(const each of outx\.posts\.list\(\)\)/);
});

test("the snippet for a page calls the gateway and has no API key", () => {
  const text = buildSnippet("browser", posts, {}, GATEWAY);
  assert.match(text, /new Outx\(\{ gateway: "https:\/\/gateway\.example" \}\)/);
  assert.doesNotMatch(text, /key/i);
});

test("every language has a snippet", () => {
  for (const language of languages) assert.ok(buildSnippet(language, posts, { watchlist_id: "1" }, GATEWAY).length > 40, language);
});

test("Rust calls the typed client with the arguments as JSON", () => {
  assert.equal(
    buildSnippet("rust", posts, { watchlist_id: "1" }, GATEWAY),
    `use outx_client::Outx;
use serde_json::{from_value, json};

let outx = Outx::with_key(std::env::var("OUTX_API_KEY")?)?;
let mut items = outx.posts().list(from_value(json!({
    "watchlist_id": "1"
}))?).stream();
while let Some(item) = items.try_next().await? {
    println!("{item:?}");
}`,
  );
  assert.match(buildSnippet("rust", message, { message: "x" }, GATEWAY), /let task = outx\.linkedin\(\)\.send_message\([^]*task\.wait\(\)\.await\?/);
  assert.match(buildSnippet("rust", otp, { email: "x" }, GATEWAY), /Outx::gateway\("https:\/\/gateway\.example"\)\?;[^]*outx\.auth\(\)\.send_otp\(/);
});

test("Rust passes one id as a string, and nothing to a method without arguments", () => {
  const call = (name, params, args) => buildSnippet("rust", { name, method: "GET", path: "/", kind: "read", params }, args, GATEWAY).split("\n").at(-1);
  const id = param("id", "query");
  assert.equal(call("watchlists.keyword.list", [id], {}), 'println!("{:?}", outx.watchlists().keyword().list().await?);');
  assert.equal(call("watchlists.keyword.list", [id], { id: "5c0e" }), 'println!("{:?}", outx.watchlists().keyword().get("5c0e").await?);');
  assert.equal(call("watchlists.reddit.delete", [{ ...id, required: true }], { id: "5c0e" }), 'println!("{:?}", outx.watchlists().reddit().delete("5c0e").await?);');
  assert.equal(call("tasks.get", [param("api_agent_task_id", "query")], { api_agent_task_id: "1" }), 'println!("{:?}", outx.tasks().get("1").await?);');
  assert.equal(call("team.get", [], {}), 'println!("{:?}", outx.team().get().await?);');
});
