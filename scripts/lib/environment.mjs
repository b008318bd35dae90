// The environments of wrangler.toml: one Worker each.

import { join } from "node:path";

import { unstable_readConfig as readConfig } from "wrangler";

import { Problem, root } from "./process.mjs";

/**
 * What wrangler's arguments choose with `--env` or `-e`: `{ name, vars }`, with an empty name for the Worker above all environments. Throws a
 * {@link Problem} when wrangler.toml has no such environment, which wrangler would deploy without any settings.
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
