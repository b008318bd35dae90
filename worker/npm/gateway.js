// The gateway as a library: mounts the Worker below a path. URLs are rewritten here, at the edge; the Worker itself serves the root only.

import worker, { Ledger, Limiter } from "./build/index.js";
import { parseBasePath, pathBelow } from "./base-path.js";

export { Ledger, Limiter };

const OPTIONS = ["basePath"];
// What the Worker serves; everything else below the base path is a file of the console.
const WORKER_PATHS = /^\/($|_gateway\/|linkedin-agent\/|api-)/;

/**
 * Creates a gateway whose `fetch` handles the requests below `basePath` and returns `undefined` for others. Without the option, the variable
 * `BASE_PATH` decides; without both, every request is handled.
 *
 * @throws {TypeError} For an unknown option, or a base path that is not one.
 */
export function createGateway(options = {}) {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new TypeError(`createGateway: unknown option ${JSON.stringify(unknown)}, expected ${OPTIONS.join(", ")}`);
  const basePath = options.basePath === undefined ? undefined : parseBasePath(options.basePath, "basePath");
  return {
    async fetch(request, env, ctx) {
      const mountedAt = basePath ?? parseBasePath(env.BASE_PATH ?? "", "BASE_PATH");
      return mountedAt === "" ? worker.fetch(request, env, ctx) : fetchBelow(mountedAt, request, env, ctx);
    },
  };
}

async function fetchBelow(basePath, request, env, ctx) {
  const url = new URL(request.url);
  const path = pathBelow(basePath, url.pathname);
  if (path === undefined) return undefined;
  // The console's relative links need the slash.
  if (path === "" && isRead(request)) return redirect(`${basePath}/${url.search}`);
  url.pathname = path;
  const inner = new Request(url, request);
  if (isRead(request) && !WORKER_PATHS.test(path)) {
    const file = await readFile(basePath, inner, env);
    if (file) return file;
  }
  const response = await worker.fetch(inner, env, ctx);
  return path === "/_gateway/openapi.json" && response.ok ? describeAt(basePath, response) : response;
}

function isRead({ method }) {
  return method === "GET" || method === "HEAD";
}

/** A file of the console; `undefined` when there is none, or no files are bound. */
async function readFile(basePath, request, env) {
  const file = await env.ASSETS?.fetch(request);
  if (!file || file.status === 404) return undefined;
  const location = file.headers.get("location");
  return location?.startsWith("/") ? redirect(basePath + location, file.status) : file;
}

function redirect(location, status = 308) {
  return new Response(null, { status, headers: { location } });
}

/** The OpenAPI document names the gateway's own address first. */
async function describeAt(basePath, response) {
  const document = await response.json();
  document.servers[0].url = basePath;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(document), { status: response.status, headers });
}
