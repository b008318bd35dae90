import assert from "node:assert/strict";
import { test } from "node:test";

import { gatewayOrigin } from "../extension/build/gateway.js";
import { extensionId } from "../extension/build/identity.js";
import { manifest } from "../extension/build/manifest.js";

const build = (gateway) => manifest({ gateway, version: "1.2.3" });

test("the gateway is an origin: https anywhere, http on this machine", () => {
  assert.equal(gatewayOrigin(undefined), "http://127.0.0.1:8787");
  assert.equal(gatewayOrigin("https://gateway.example"), "https://gateway.example");
  assert.equal(gatewayOrigin("https://gateway.example/"), "https://gateway.example");
  assert.equal(gatewayOrigin("http://localhost:8787"), "http://localhost:8787");
});

const shape = 'OUTX_GATEWAY must be an address such as https://gateway.example: got ';
const secure = "OUTX_GATEWAY must be https: except on localhost or 127.0.0.1: got ";
const bare = "OUTX_GATEWAY must have no path, query, fragment or user info: use ";
const rejected = [
  ["gateway.example", `${shape}"gateway.example"`],
  ["", `${shape}""`],
  ["ftp://gateway.example", `${shape}"ftp://gateway.example"`],
  ["https://*.example", `${shape}"https://*.example"`],
  ["http://gateway.example", `${secure}"http://gateway.example"`],
  ["http://[::1]:8787", `${secure}"http://[::1]:8787"`],
  ["http://localhost.evil.example", `${secure}"http://localhost.evil.example"`],
  ["https://gateway.example/api", `${bare}"https://gateway.example"`],
  ["https://gateway.example?x", `${bare}"https://gateway.example"`],
  ["https://me@gateway.example", `${bare}"https://gateway.example"`],
];
for (const [value, message] of rejected) {
  test(`the gateway "${value}" is rejected`, () => assert.throws(() => gatewayOrigin(value), { message }));
}

test("one host permission and one connect-src, both the gateway's", () => {
  const built = build("https://gateway.example");
  assert.deepEqual(built.host_permissions, ["https://gateway.example/*"]);
  const connect = built.content_security_policy.extension_pages.split("; ").filter((rule) => rule.startsWith("connect-src"));
  assert.deepEqual(connect, ["connect-src 'self' https://gateway.example"]);
});

test("nothing may connect, inject or be embedded", () => {
  const built = build("https://gateway.example");
  assert.deepEqual(built.externally_connectable, { ids: [] });
  assert.deepEqual(built.permissions, ["activeTab", "alarms", "contextMenus", "sidePanel", "storage"]);
  assert.deepEqual(built.optional_permissions, ["notifications"]);
  for (const key of ["content_scripts", "web_accessible_resources", "optional_host_permissions"]) {
    assert.equal(key in built, false, key);
  }
});

test("the id follows from the key and is the documented one", () => {
  assert.equal(extensionId(build("https://gateway.example").key), "pbhliblpfmjidljipghdonmiokfiebff");
});
