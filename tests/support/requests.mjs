// Sends HTTP requests to a gateway and reads the responses.

import { connect } from "node:net";

import { assertDescribed } from "./own-routes.mjs";

/**
 * Sends a request, as in `sendRequest(gateway, "POST /api-like", { body: { post_id }, cookie, origin: PAGE })`, and reads the whole response.
 * `body` is sent as JSON unless it is text or bytes, `token` as bearer token. Fails if the OpenAPI document does not describe a response of the
 * gateway's own routes.
 */
export async function sendRequest(gateway, what, { body, cookie, token, origin, headers, ...rest } = {}) {
  const [method, target] = what.split(" ");
  const response = await fetch(gateway.url + target, {
    method,
    redirect: "manual",
    headers: {
      // Node's fetch asks for gzip by default, and workerd then buffers small chunks.
      "accept-encoding": "identity",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(cookie && { cookie }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(origin && { origin }),
      ...headers,
    },
    body: isRaw(body) ? body : JSON.stringify(body),
    ...rest,
  });
  const read = await readResponse(response);
  assertDescribed(method, target, read);
  return read;
}

function isRaw(body) {
  return body === undefined || typeof body === "string" || ArrayBuffer.isView(body);
}

/** Reads a response to its end. `raw` is headers and body as one text, to search for secrets. */
export async function readResponse(response) {
  const text = await response.text();
  const { status, headers } = response;
  const head = [...headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const isJson = headers.get("content-type") === "application/json" && text !== "";
  return { status, headers, text, body: isJson ? JSON.parse(text) : undefined, raw: `${head}\n\n${text}`, requestId: headers.get("x-request-id") };
}

/** Sends bytes unchanged and reads until the gateway closes the connection: `{ status, text }`. `head` has no blank line at its end. */
export async function sendRaw(gateway, head, body = "") {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.end(`${head.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return { status: Number(text.split(" ")[1]), text };
}
