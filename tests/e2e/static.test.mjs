// The console's files as the gateway serves them.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { root } from "../../scripts/lib/process.mjs";
import { startStack } from "../support/stack.mjs";

let origin;

before(async (t) => {
  origin = (await startStack(t)).url;
});

const files = readdirSync(join(root, "www/dist"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith("_"))
  .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(join(root, "www/dist").length));

test("every static file carries the security headers", async () => {
  assert.ok(files.length > 2, `only ${files.length} files in www/dist`);
  for (const path of ["/", ...files]) {
    const response = await fetch(origin + path);
    assert.equal(response.status, 200, path);
    await response.body.cancel();
    const header = (name) => response.headers.get(name) ?? assert.fail(`${path} has no ${name}`);

    const policy = Object.fromEntries(
      header("content-security-policy").split(";").map((directive) => directive.trim().split(/\s+(.*)/).slice(0, 2)),
    );
    assert.match(policy["default-src"], /^'(self|none)'$/, path);
    assert.equal(policy["script-src"], "'self' 'wasm-unsafe-eval'", path);
    assert.equal(policy["frame-ancestors"], "'none'", path);
    assert.equal(policy["base-uri"], "'none'", path);
    assert.match(policy["form-action"], /^'(self|none)'$/, path);
    assert.equal(header("x-content-type-options"), "nosniff", path);
    assert.match(header("referrer-policy"), /^(no-referrer|same-origin|strict-origin)$/, path);
    assert.ok(header("permissions-policy").includes("camera=()"), path);
    assert.equal(header("cross-origin-opener-policy"), "same-origin", path);
  }
});

test("a path that is neither a file nor an operation gets no page", async () => {
  const response = await fetch(`${origin}/watchlists/17`, { headers: { accept: "text/html" } });
  assert.equal(response.status, 404);
  assert.doesNotMatch(await response.text(), /<html/i);
});
