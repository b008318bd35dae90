// Static files as a site of its own.

import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import sirv from "sirv";

/** The npm package as it stands. */
export const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));

/**
 * Serves `folder`, and what `forward` (connect-style) does not pass on; gives the origin. Without a test it stays up as long as the process.
 */
export async function serveSite(t, folder, forward = (_request, _response, next) => next()) {
  const files = sirv(folder, { dev: true, dotfiles: true });
  const server = createServer((request, response) =>
    forward(request, response, () => files(request, response, () => response.writeHead(404).end())),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  t?.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}
