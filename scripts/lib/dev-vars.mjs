// The gateway's local settings, in .dev.vars.

import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/**
 * Adds a random SESSION_SECRET to `file` unless it has one; makes the file, for its owner only, when there is none.
 * Says whether it wrote. Sessions are sealed with the secret, so it is kept: a sign-in outlives a restart.
 */
export function keepSessionSecret(file) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (/^\s*SESSION_SECRET\s*=/m.test(text)) return false;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  appendFileSync(file, `${gap}SESSION_SECRET=${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 });
  return true;
}
