// npm start on ports other than the defaults.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { startStack } from "../support/stack.mjs";

test("npm start builds the extension for the port in use", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "outx-start-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const extension = join(folder, "extension");
  const { url } = await startStack(t, { args: [], env: { OUTX_EXTENSION_DIR: extension } });
  const manifest = JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.host_permissions, [`${url}/*`]);
  // The policy allows every gateway, because the options accept another one and then prompt for its permission.
  assert.match(manifest.content_security_policy.extension_pages, /connect-src 'self' https: http:\/\/localhost:\* http:\/\/127\.0\.0\.1:\*;/);
});
