import assert from "node:assert/strict";
import { test } from "node:test";

import { extensionId } from "../extension/build/identity.js";
import { manifest } from "../extension/build/manifest.js";
import { readSettings } from "../extension/build/settings.js";

function build(browser, env = {}) {
  return manifest({ browser, version: "1.2.3", ...readSettings({ OUTX_GATEWAY: "https://gateway.example:8443/outx", ...env }).hostsFor(browser) });
}
const connectSources = (built) => built.content_security_policy.extension_pages.split("; ").filter((rule) => rule.startsWith("connect-src"));
const browsers = ["chromium", "firefox"];

test("the built-in gateway is the only host that is granted at installation", () => {
  assert.deepEqual(build("chromium").host_permissions, ["https://gateway.example:8443/*"]);
  assert.deepEqual(build("firefox").host_permissions, ["https://gateway.example/*"]);
});

test("permissions for other hosts are optional, and limited to https and to this machine", () => {
  for (const browser of browsers) {
    const built = build(browser);
    assert.deepEqual(built.optional_host_permissions, ["https://*/*", "http://localhost/*", "http://127.0.0.1/*"]);
    assert.deepEqual(connectSources(built), ["connect-src 'self' https: http://localhost:* http://127.0.0.1:*"]);
  }
});

test("a fixed gateway is the only host and the only source in connect-src", () => {
  for (const browser of browsers) {
    const built = build(browser, { OUTX_GATEWAY_FIXED: "1" });
    assert.equal("optional_host_permissions" in built, false);
    assert.deepEqual(connectSources(built), ["connect-src 'self' https://gateway.example:8443"]);
  }
});

test("the extension injects nothing into pages, and accepts no connection, foreign script or frame", () => {
  for (const browser of browsers) {
    const built = build(browser);
    const rules = built.content_security_policy.extension_pages.split("; ");
    for (const rule of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'"]) assert.ok(rules.includes(rule), rule);
    assert.deepEqual(built.optional_permissions, ["notifications"]);
    for (const key of ["content_scripts", "web_accessible_resources"]) assert.equal(key in built, false, key);
  }
  assert.deepEqual(build("chromium").permissions, ["activeTab", "alarms", "contextMenus", "storage", "sidePanel"]);
  assert.deepEqual(build("chromium").externally_connectable, { ids: [] });
  assert.deepEqual(build("firefox").permissions, ["activeTab", "alarms", "contextMenus", "storage"]);
});

test("the manifest for Firefox has a background page, a sidebar and its own id", () => {
  const built = build("firefox");
  assert.deepEqual(built.background, { scripts: ["worker.js"], type: "module" });
  assert.equal(built.sidebar_action.default_panel, "panel.html");
  assert.match(built.browser_specific_settings.gecko.id, /^[\w.-]+@[\w.-]+$/);
  for (const key of ["key", "side_panel", "minimum_chrome_version", "externally_connectable"]) assert.equal(key in built, false, key);
});

test("Alt Shift O opens the companion", () => {
  for (const browser of browsers) assert.equal(build(browser).commands._execute_action.suggested_key.default, "Alt+Shift+O");
});

test("the key in the manifest results in the documented id in Chromium", () => {
  assert.equal(extensionId(build("chromium").key), "pbhliblpfmjidljipghdonmiokfiebff");
});
