// A server that answers as a script says, for what no honest API would do.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Starts a server of the test's own. Each request takes the next answer of the script, the last one again and again: `{ status,
 * headers, body }`, or a function of request and response for what needs more. `requests` holds what came in, oldest first.
 */
export async function startServer(t, ...script) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const answer = script[Math.min(requests.length, script.length) - 1];
    if (typeof answer === "function") return answer(request, response);
    const { status = 200, headers, body: text = "{}" } = answer;
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

/** Never answers. */
export function silence() {}

/** Cuts the connection before an answer. */
export function reset(request) {
  request.socket.resetAndDestroy();
}

/** Promises more than it sends, then cuts the connection. */
export function cutOff(text) {
  return (request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": text.length + 100 });
    response.write(text, () => request.socket.destroy());
  };
}

/** Sends the head and never the body. */
export function headOnly(request, response) {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
