#!/usr/bin/env node
// `outx-sandbox --port N`: the sandbox on a loopback port, until SIGTERM or SIGINT. It prints its address and the demo team's key.

import { createSandbox } from "./node.js";

const USAGE = "usage: outx-sandbox [--port N] [--seed N]   (port 0, the default, picks a free one; seed 0 by default)";
const MAX = { "--port": 65_535, "--seed": Number.MAX_SAFE_INTEGER };

function parseArgs(args) {
  const parsed = { "--port": 0, "--seed": 0 };
  while (args.length > 0) {
    const arg = args.shift();
    const [name, value = args.shift()] = arg.split(/=(.*)/s, 2);
    if (!Object.hasOwn(MAX, name)) fail(`unknown argument ${JSON.stringify(arg)}; ${USAGE}`);
    if (value === undefined) fail(`${name} needs a number; ${USAGE}`);
    const number = Number(value);
    if (!/^\d+$/.test(value) || number > MAX[name]) fail(`${name} ${JSON.stringify(value)} is not a number from 0 to ${MAX[name]}; ${USAGE}`);
    parsed[name] = number;
  }
  return { port: parsed["--port"], seed: parsed["--seed"] };
}

function fail(reason) {
  console.error(`outx-sandbox: ${reason}`);
  process.exit(1);
}

const { port, seed } = parseArgs(process.argv.slice(2));
const sandbox = await createSandbox({ seed });
const server = await sandbox.listen({ port }).catch((error) => {
  const reason = error.code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${error.code})`;
  fail(`port ${port} ${reason}; end what uses it or choose another, for example --port ${port > 65_525 ? port - 10 : port + 10}`);
});
console.log(`listening ${server.url}\nAPI key of the demo team: ${sandbox.key}`);
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
