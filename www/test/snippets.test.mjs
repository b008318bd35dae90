import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { languages, request, snippet } = await source("console/model/snippets.ts");

const param = (name, place) => ({ name, place, required: false, type: "text", choices: [], description: "" });
const posts = { name: "posts.list", method: "GET", path: "/api-posts", kind: "read", params: [param("watchlist_id", "query"), param("labels", "query")] };
const message = { name: "linkedin.sendMessage", method: "POST", path: "/linkedin-agent/send-message", kind: "write-task", params: [param("message", "body")] };
const otp = { name: "auth.sendOtp", method: "POST", path: "/linkedin-agent/auth-send-otp", kind: "write", params: [param("email", "body")] };

test("lists are repeated in a query and escaped", () => {
  assert.deepEqual(request(posts, { watchlist_id: "w&1", labels: ["a", "b c"] }), { url: "/api-posts?watchlist_id=w%261&labels=a&labels=b+c" });
});

test("curl survives a quote in a text", () => {
  const text = snippet("curl", message, { message: "it's $HOME" });
  assert.ok(text.includes(`-d '{"message":"it'\\''s $HOME"}'`), text);
});

test("the key comes from where the program runs, and the pair that obtains one needs none", () => {
  assert.match(snippet("curl", posts, {}), /-H "x-api-key: \$OUTX_API_KEY"/);
  assert.match(snippet("rust", posts, {}), /std::env::var\("OUTX_API_KEY"\)/);
  assert.match(snippet("js", posts, {}), /process\.env\.OUTX_API_KEY/);
  assert.doesNotMatch(snippet("curl", otp, {}), /x-api-key/);
});

test("tasks are waited for and lists iterated", () => {
  assert.match(snippet("js", message, { message: "x" }), /const task = await outx\.linkedin\.sendMessage\([^]*await task\.wait\(\)/);
  assert.match(snippet("js", posts, {}), /for await \(const each of outx\.posts\.list\(\)\)/);
});

test("there is a snippet of each language", () => {
  for (const language of languages) assert.ok(snippet(language, posts, { watchlist_id: "1" }).length > 40, language);
});
