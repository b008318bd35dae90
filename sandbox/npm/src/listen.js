// The sandbox as a server, in Node, Deno and Bun. Resets, truncation, delays and redirects happen on the wire.

import { once, setMaxListeners } from "node:events";
import { createServer } from "node:http";

import { delay } from "./fetch.js";
import { assertKnownOptions, checkInteger } from "./options.js";

/** Serves `service` on a loopback port; 0 picks a free one. */
export async function listen(service, options = {}) {
  assertKnownOptions("listen", options, ["port"]);
  const port = checkInteger("listen", "port", options.port ?? 0, 65_535);
  const stopped = new AbortController();
  // Each delayed response adds a listener, so Node must not warn of a leak.
  setMaxListeners(0, stopped.signal);
  const server = createServer((request, response) => void respond(service, request, response, stopped.signal));
  // No timeouts, as in the native sandbox: connections may be slow or idle.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return new SandboxServer(server, stopped);
}

class SandboxServer {
  #server;
  #stopped;

  constructor(server, stopped) {
    this.#server = server;
    this.#stopped = stopped;
    this.port = server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** Closes the port and every connection. */
  async stop() {
    if (this.#stopped.signal.aborted) return;
    this.#stopped.abort();
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

async function respond(service, request, response, signal) {
  const { socket } = request;
  try {
    const body = await readAtMost(request, service.bodyLimit(request.url.split("?", 1)[0]));
    const { method, url: target, rawHeaders: headers } = request;
    const outcome = service.handle({ peer: socket.remoteAddress, method, target, headers, body });
    await delay(outcome.delayMs, signal);
    send(socket, response, outcome);
  } catch {
    // The connection was lost before the end of the body, or the server was stopped.
    socket.resetAndDestroy();
  }
}

function send(socket, response, { kind, status, headers, body }) {
  if (kind === "reset") {
    socket.resetAndDestroy();
    return;
  }
  const hasLength = headers.some((name, at) => at % 2 === 0 && name === "content-length");
  response.writeHead(status, hasLength ? headers : [...headers, "content-length", String(body.length)]);
  if (kind === "respond") {
    response.end(body);
    return;
  }
  response.flushHeaders();
  if (body.length > 0) response.write(body);
  // Ends the connection after the bytes above.
  socket.destroySoon();
}

/** Reads a body to its end, and returns its first `limit` bytes. */
async function readAtMost(request, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    const kept = chunk.subarray(0, limit - length);
    length += kept.length;
    if (kept.length > 0) chunks.push(kept);
  }
  return Buffer.concat(chunks);
}
