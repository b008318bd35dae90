import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { buildAppSnippet, frameworksOf, gatewaySettings, preflightCommand, readOrigin, topologies, tokenSnippet } = await source("console/model/connect.ts");

test("an origin is read as browsers send it, and what is none is not", () => {
  assert.equal(readOrigin(" http://localhost:5173/ "), "http://localhost:5173");
  assert.equal(readOrigin("https://App.Example"), "https://app.example");
  assert.equal(readOrigin("chrome-extension://abcdefghijklmnop"), "chrome-extension://abcdefghijklmnop");
  for (const text of ["", "app.example", "https://app.example/path", "https://app.example/?a", "https://user@app.example", "javascript:alert(1)", "file:///x", "null"]) assert.equal(readOrigin(text), undefined, text);
});

test("no snippet holds a key, and a page never has apiKey", () => {
  for (const topology of topologies) {
    for (const framework of frameworksOf[topology]) {
      const text = buildAppSnippet(topology, framework, "https://gateway.example");
      assert.match(text, /from "outx-client"/);
      assert.doesNotMatch(text, /outx_[a-z0-9]{8}/);
      if (framework === "browser" || framework === "react") assert.doesNotMatch(text, /apiKey/);
    }
  }
  assert.match(tokenSnippet, /process\.env\.TOKEN_SECRET/);
});

test("the settings fit the topology", () => {
  assert.equal(gatewaySettings("same", "https://app.example"), 'ACCESS = "session"\nALLOWED_ORIGINS = "https://app.example"');
  assert.match(gatewaySettings("other", "https://app.example"), /token/);
  assert.doesNotMatch(gatewaySettings("server", "https://app.example"), /ALLOWED_ORIGINS/);
});

test("a quote in an origin does not end the shell's word", () => {
  assert.doesNotMatch(preflightCommand("https://g.example", "https://a'; rm -rf ~ #"), /a';/);
});
