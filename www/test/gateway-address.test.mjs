import assert from "node:assert/strict";
import { test } from "node:test";

import { readSettings } from "../extension/build/settings.js";
import { source } from "./support/source.mjs";

const { ANY_GATEWAY, completeAddress, hostPattern, parseGatewayAddress } = await source("extension/src/model/gateway-address.ts");

const accepted = {
  "https://gateway.example": "https://gateway.example",
  "https://gateway.example/": "https://gateway.example",
  "https://gateway.example:8443": "https://gateway.example:8443",
  "https://gateway.example:443": "https://gateway.example",
  "https://GATEWAY.example/outx/": "https://gateway.example/outx",
  "https://gateway.example/a/b": "https://gateway.example/a/b",
  "http://localhost:8787": "http://localhost:8787",
  "http://127.0.0.1:8787/": "http://127.0.0.1:8787",
  "https://münchen.example": "https://xn--mnchen-3ya.example",
};
for (const [text, address] of Object.entries(accepted)) {
  test(`${text} is parsed as ${address}`, () => assert.deepEqual(parseGatewayAddress(text), { address }));
}

const rejected = [
  ["gateway.example", "form"],
  ["", "form"],
  ["ftp://gateway.example", "form"],
  ["javascript:alert(1)", "form"],
  ["https://*.example", "form"],
  ["https://", "form"],
  ["http://gateway.example", "scheme"],
  ["http://[::1]:8787", "scheme"],
  ["http://localhost.evil.example", "scheme"],
  ["http://127.0.0.1.evil.example", "scheme"],
  ["https://gateway.example?x", "extra"],
  ["https://gateway.example/?", "extra"],
  ["https://gateway.example/#/posts", "extra"],
  ["https://me@gateway.example", "extra"],
  ["https://localhost:x@evil.example", "extra"],
];
for (const [text, problem] of rejected) {
  test(`"${text}" is rejected: ${problem}`, () => assert.deepEqual(parseGatewayAddress(text), { problem }));
}

test("a reader may leave out the scheme, and paste the address of a page of the console", () => {
  const complete = (text) => parseGatewayAddress(completeAddress(text)).address;
  assert.equal(complete(" gateway.example "), "https://gateway.example");
  assert.equal(complete("https://gateway.example/#/watchlists/keyword"), "https://gateway.example");
  assert.equal(complete("gateway.example/outx/#/"), "https://gateway.example/outx");
  assert.equal(complete("localhost:8787"), "http://localhost:8787");
  assert.equal(complete("127.0.0.1:8787/"), "http://127.0.0.1:8787");
  assert.equal(complete("localhost.evil.example"), "https://localhost.evil.example");
  assert.equal(complete("user@gateway.example"), undefined);
  assert.equal(complete(""), undefined);
});

test("a host permission names one host, without a port in Firefox", () => {
  assert.equal(hostPattern("https://gateway.example/outx", { withPort: true }), "https://gateway.example/*");
  assert.equal(hostPattern("http://127.0.0.1:8787", { withPort: true }), "http://127.0.0.1:8787/*");
  assert.equal(hostPattern("http://127.0.0.1:8787", { withPort: false }), "http://127.0.0.1/*");
  assert.deepEqual(ANY_GATEWAY, ["https://*/*", "http://localhost/*", "http://127.0.0.1/*"]);
});

test("a build accepts the same addresses, and its errors name the setting", () => {
  assert.equal(readSettings({}).gateway, "http://127.0.0.1:8787");
  assert.equal(readSettings({ OUTX_GATEWAY: "https://gateway.example/outx/" }).gateway, "https://gateway.example/outx");
  const message = (env) => {
    try {
      return readSettings(env);
    } catch (error) {
      return error.message;
    }
  };
  assert.equal(message({ OUTX_GATEWAY: "gateway.example" }), 'OUTX_GATEWAY must be an address such as https://gateway.example: got "gateway.example"');
  assert.equal(message({ OUTX_GATEWAY: "http://gateway.example" }), 'OUTX_GATEWAY must begin with https:, except on localhost and 127.0.0.1: got "http://gateway.example"');
  assert.equal(message({ OUTX_GATEWAY: "https://me@gateway.example" }), 'OUTX_GATEWAY must have no user name, query or fragment: got "https://me@gateway.example"');
  assert.equal(message({ OUTX_GATEWAY_FIXED: "yes" }), 'OUTX_GATEWAY_FIXED must be 1 or 0: got "yes"');
});
