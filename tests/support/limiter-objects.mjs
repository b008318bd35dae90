// Limiter objects as they are stored, and the requests that make them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { sendRequest } from "./requests.mjs";

/** Tries a code for an e-mail address from a network address. */
export function tryCode(gateway, email, address) {
  const headers = { "cf-connecting-ip": address };
  return sendRequest(gateway, "POST /linkedin-agent/auth-verify-otp", { body: { email, otp: "000000" }, headers });
}

/** Counts the limiter objects in the folder of a restartable gateway that have a table. */
export function countStoredLimiters(folder) {
  const limiters = join(folder, readdirSync(folder).find((name) => name.endsWith("Limiter")));
  const names = readdirSync(limiters).filter((name) => /^[0-9a-f]{64}\.sqlite(-wal)?$/.test(name));
  const holding = names.filter((name) => readFileSync(join(limiters, name)).includes("attempts_at"));
  return new Set(holding.map((name) => name.split(".")[0])).size;
}
