// Port numbers in environment variables.

import { once } from "node:events";
import { createServer } from "node:net";

import { Problem } from "./process.mjs";

/**
 * Returns the port in the environment variable `name`, or `preset`. 0 means that the program that listens chooses a free port and reports it.
 *
 * Throws a {@link Problem} when the value is not a port, or when the port is already in use, so that this is reported before a long build.
 * The port is not reserved, so the program that listens still has to handle EADDRINUSE.
 */
export async function portSetting(name, preset) {
  const text = process.env[name] || String(preset);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65535)) throw new Problem(`${name} must be a port from 0 to 65535, not ${JSON.stringify(text)}`);
  if (port !== 0) await assertFree(name, port);
  return port;
}

/** Returns the {@link Problem} of a port that cannot be listened on. `code` is Node's error code. */
export function portProblem(name, port, code) {
  const reason = code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${code})`;
  return new Problem(`port ${port} ${reason}; end what uses it or choose another, for example ${name}=${port > 65_525 ? port - 10 : port + 10}`);
}

async function assertFree(name, port) {
  const probe = createServer().listen(port, "127.0.0.1");
  await once(probe, "listening").catch((error) => {
    throw portProblem(name, port, error.code);
  });
  probe.close();
  await once(probe, "close");
}
