import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { buildAppSnippet, frameworksOf, gatewaySettings, preflightCommand, readOrigin, topologies, tokenSnippet } = await source("console/model/connect.ts");

test("an origin is parsed as browsers send it, and anything else is rejected", () => {
  assert.equal(readOrigin(" http://localhost:5173/ "), "http://localhost:5173");
  assert.equal(readOrigin("https://App.Example"), "https://app.example");
  assert.equal(readOrigin("chrome-extension://abcdefghijklmnop"), "chrome-extension://abcdefghijklmnop");
  for (const text of ["", "app.example", "https://app.example/path", "https://app.example/?a", "https://user@app.example", "javascript:alert(1)", "file:///x", "null"]) assert.equal(readOrigin(text), undefined, text);
});

test("no snippet contains an API key, and a snippet for a page never uses apiKey", () => {
  for (const topology of topologies) {
    for (const framework of frameworksOf[topology]) {
      const text = buildAppSnippet(topology, framework, "https://gateway.example");
      assert.match(text, /from "outx-client"/);
      assert.doesNotMatch(text, /outx_[a-z0-9]{8}/);
      if (topology !== "server") assert.doesNotMatch(text, /apiKey/);
    }
  }
});

test("the snippet signs a token in the form that the gateway accepts", async () => {
  process.env.TOKEN_SECRET = "0123456789abcdef0123456789abcdef";
  const { outxToken } = await import(`data:text/javascript,${encodeURIComponent(tokenSnippet.replace('"outx-client/server"', JSON.stringify(new URL("../../pkg/server.js", import.meta.url).href)))}`);
  const [header, claims] = (await outxToken("user-1")).split(".").map((part) => Buffer.from(part, "base64url").toString());
  assert.equal(JSON.parse(header).alg, "HS256");
  const { sub, scope, iat, exp } = JSON.parse(claims);
  assert.deepEqual({ sub, scope }, { sub: "user-1", scope: "read" });
  assert.ok(exp > iat && exp - iat <= 3600);
});

test("each topology has its own settings of the gateway", () => {
  assert.equal(gatewaySettings("same", "https://app.example"), 'ACCESS = "session"\nALLOWED_ORIGINS = "https://app.example"');
  assert.match(gatewaySettings("other", "https://app.example"), /token/);
  assert.doesNotMatch(gatewaySettings("server", "https://app.example"), /ALLOWED_ORIGINS/);
});

test("a quote in an origin does not end the argument in the shell command", () => {
  assert.doesNotMatch(preflightCommand("https://g.example", "https://a'; rm -rf ~ #"), /a';/);
});
