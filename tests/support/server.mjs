// An HTTP server that sends scripted responses, for faults that the sandbox does not have.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Starts a server that ends with `t`. Each request takes the next response of the script; the last one is repeated. A response is `{ status,
 * headers, body }`, or a function of request and response. `requests` holds the requests received, oldest first.
 */
export async function startServer(t, ...script) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const scripted = script[Math.min(requests.length, script.length) - 1];
    if (typeof scripted === "function") return scripted(request, response);
    const { status = 200, headers, body: text = "{}" } = scripted;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof text === "string" || Buffer.isBuffer(text) ? text : JSON.stringify(text));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

/** Never sends a response. */
export function neverRespond() {}

/** Resets the connection before a response. */
export function resetConnection(request) {
  request.socket.resetAndDestroy();
}

/** Announces more bytes than it sends, then closes the connection. */
export function truncatedResponse(text) {
  return (request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": text.length + 100 });
    response.write(text, () => request.socket.destroy());
  };
}

/** Sends the headers and never the body. */
export function headersOnly(request, response) {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
