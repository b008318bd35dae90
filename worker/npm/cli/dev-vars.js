// The gateway's local settings, in .dev.vars.

import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";

const OWNER_ONLY = 0o600;

/**
 * Adds a random SESSION_SECRET to `file` unless it has one, and creates the file if necessary. Returns whether it wrote. Sessions are sealed
 * with the secret, so it is stored to keep users signed in after a restart. In any case the file is made readable for its owner only, because
 * a file created by hand is often readable for all users of the machine.
 */
export function keepSessionSecret(file) {
  const exists = existsSync(file);
  // Before the secret is written, and also when nothing is written, because the file may contain the API key.
  if (exists) chmodSync(file, OWNER_ONLY);
  const text = exists ? readFileSync(file, "utf8") : "";
  if (/^\s*SESSION_SECRET\s*=/m.test(text)) return false;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  appendFileSync(file, `${gap}SESSION_SECRET=${randomBytes(48).toString("base64url")}\n`, { mode: OWNER_ONLY });
  return true;
}
