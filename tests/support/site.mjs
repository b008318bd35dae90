// Serves static files as a site with its own origin.

import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import sirv from "sirv";

/** The folder of the npm package. */
export const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));

/**
 * Serves `folder`, after `forward` (a connect-style middleware), and returns the origin. Without a test context the server runs until the process ends.
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
