// Reads the settings of the gateway on this machine.

import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

import { CommandError } from "./command-error.js";
import { isHttpsOrLoopback } from "./loopback.js";

/**
 * Returns the gateway's variables and secrets: the defaults, overridden by `.dev.vars`, overridden by the environment. Empty environment
 * variables are ignored. `ALLOWED_ORIGINS` adds to `origins`; its own entries come first, because problems name an entry by its number.
 *
 * @param defaults `{ names, vars }` of defaults.json
 */
export function readSettings({ defaults, origins, devVars, env }) {
  const file = existsSync(devVars) ? parseEnv(readFileSync(devVars, "utf8")) : {};
  const fromEnv = Object.fromEntries(defaults.names.filter((name) => env[name]).map((name) => [name, env[name]]));
  const given = { ...defaults.vars, ...file, ...fromEnv };
  const allowed = [...(given.ALLOWED_ORIGINS ?? "").split(",").map((origin) => origin.trim()).filter(Boolean), ...origins];
  return { ...given, ALLOWED_ORIGINS: [...new Set(allowed)].join(",") };
}

/**
 * Parses the origin of the API. `source` names the option or setting in an error.
 *
 * @throws {CommandError} When it is not an `https:` origin, or an `http:` origin of a loopback host.
 */
export function parseUpstream(text, source) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed = url && url.username === "" && url.pathname === "/" && url.search === "" && url.hash === "";
  if (!isAllowed || !isHttpsOrLoopback(url)) {
    throw new CommandError(`invalid ${source}: got ${JSON.stringify(text)}, expected an https origin such as https://api.outx.ai, or http on a loopback host`);
  }
  return url.origin;
}
