// Parses and checks ports in the arguments.

import { once } from "node:events";
import { createServer } from "node:net";

import { CommandError } from "./command-error.js";

const MAX_PORT = 65_535;

/**
 * Returns the port in `text`, or `preset` without one; 0 chooses a free port. The port is not reserved, so a program that listens on it still has to
 * handle EADDRINUSE.
 *
 * @throws {CommandError} When it is not a port, or a program listens on it.
 */
export async function findPort(option, text, preset) {
  const port = text === undefined ? preset : Number(/^\d{1,5}$/.test(text) ? text : NaN);
  if (!(port <= MAX_PORT)) throw new CommandError(`${option} must be a port from 0 to ${MAX_PORT}, got ${JSON.stringify(text)}`);
  if (port !== 0) await assertFree(option, port);
  return port;
}

/** Returns the {@link CommandError} of a port that cannot be listened on; `code` is Node's error code. */
export function portError(option, port, code) {
  const reason = code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${code})`;
  return new CommandError(`port ${port} ${reason}; end what uses it or choose another, for example ${option} ${port > 65_525 ? port - 10 : port + 10}`);
}

async function assertFree(option, port) {
  const probe = createServer().listen(port, "127.0.0.1");
  await once(probe, "listening").catch((error) => {
    throw portError(option, port, error.code);
  });
  probe.close();
  await once(probe, "close");
}
