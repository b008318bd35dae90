// The environments of wrangler.toml. Each is a Worker of its own.

import { join } from "node:path";

import { unstable_readConfig as readConfig } from "wrangler";

import { Problem, root } from "./process.mjs";

/**
 * Returns the environment that wrangler's arguments select with `--env` or `-e`: `{ name, vars }`, with an empty name for the top-level Worker.
 * Throws a {@link Problem} for an environment that wrangler.toml does not have, which wrangler would deploy without any settings.
 */
export function environmentOf(args) {
  const at = args.findIndex((argument) => /^(--env|-e)(=|$)/.test(argument));
  const name = at < 0 ? "" : (args[at].split("=")[1] ?? args[at + 1] ?? "");
  const { definedEnvironments: names } = read();
  if (name !== "" && !names.includes(name)) {
    throw new Problem(`wrangler.toml has no environment ${JSON.stringify(name)}; there are ${names.join(", ")}`);
  }
  return { name, vars: read(name || undefined).vars };
}

function read(env) {
  return readConfig({ config: join(root, "wrangler.toml"), env }, { hideWarnings: true });
}
