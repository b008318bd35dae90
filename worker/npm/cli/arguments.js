// Parses the arguments of a command.

import { parseArgs } from "node:util";

import { CommandError } from "./command-error.js";

/**
 * Parses `--name value` for each of `options`, and at most `maxPositionals` positional arguments.
 *
 * @throws {CommandError} For any other argument. The message contains `usage`.
 */
export function parseArguments(args, { options = [], maxPositionals = 0, usage }) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: Object.fromEntries(options.map((name) => [name, { type: "string" }])),
      allowPositionals: maxPositionals > 0,
    });
    if (positionals.length > maxPositionals) throw new Error(`unexpected argument ${JSON.stringify(positionals[maxPositionals])}`);
    return { values, positionals };
  } catch (error) {
    throw new CommandError(`${error.message.split(/[.\n]/)[0]}; usage: outx-gateway ${usage}`);
  }
}
