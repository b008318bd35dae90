// An upstream that writes the bytes of its responses itself, for responses that an HTTP server would not send.

import { once } from "node:events";
import { createServer } from "node:net";

export const OK_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/** Starts a server that ends with `t`; `respond` returns the bytes of a response for the text of a request. */
export async function startRawServer(t, respond) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => socket.write(respond(String(data))));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}` };
}

/** A chunked body. */
export function chunked(chunks) {
  return chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("") + "0\r\n\r\n";
}
