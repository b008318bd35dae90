// Loopback ports that can still be listened on.

import { once } from "node:events";
import { createServer } from "node:net";

import { Problem } from "./process.mjs";

/** The port that the variable `name` asks for, `preset` without it; 0 picks a free one. Throws a {@link Problem} when it is taken. */
export async function port(name, preset) {
  const text = process.env[name] || String(preset);
  const wanted = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(wanted <= 65535)) throw new Problem(`${name} must be a port from 0 to 65535, not ${JSON.stringify(text)}`);

  const probe = createServer().listen(wanted, "127.0.0.1");
  await once(probe, "listening").catch((error) => {
    const reason = error.code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${error.code})`;
    throw new Problem(`port ${wanted} ${reason}; end what uses it or choose another, for example ${name}=${wanted + 10}`);
  });
  const free = probe.address().port;
  probe.close();
  await once(probe, "close");
  return free;
}
