#!/usr/bin/env node
// outx-gateway dev | init | check | usage

import { CommandError } from "./cli/command-error.js";

const USAGE = `usage:
  outx-gateway dev [--port 8787] [--sandbox-port 8788] [--upstream URL]   runs gateway, console and sandbox on this machine
  outx-gateway init [DIR]                                                 writes a project that deploys the gateway
  outx-gateway check [URL]                                                examines a running gateway, or the project in this folder
  outx-gateway usage URL [--days 30] [--format csv|json]                  lists the usage of all teams, for the operator`;
const COMMANDS = ["dev", "init", "check", "usage"];

const [name, ...args] = process.argv.slice(2);
if (["--help", "-h", "help"].includes(name)) {
  console.log(USAGE);
} else if (!COMMANDS.includes(name)) {
  console.error(name === undefined ? USAGE : `outx-gateway: unknown command ${JSON.stringify(name)}, expected one of ${COMMANDS.join(", ")}\n${USAGE}`);
  process.exitCode = 1;
} else {
  await runCommand();
}

async function runCommand() {
  try {
    const { run } = await import(`./cli/${name}.js`);
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(`outx-gateway: ${error.message}`);
    process.exit(1);
  }
}
