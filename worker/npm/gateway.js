// The gateway as a library. It mounts the Worker at a base path and rewrites URLs, because the Worker itself serves the root only.

import { parseBasePath, pathBelow } from "./base-path.js";
import { fetchChecked } from "./checked-worker.js";
import { withJson } from "./rejection.js";

export { Ledger, Limiter } from "./build/index.js";

const OPTIONS = ["basePath"];
// The paths that the Worker serves. Any other path below the base path is a file of the console.
const WORKER_PATHS = /^\/($|_gateway\/|linkedin-agent\/|api-)/;

/** The base path of this Worker's gateway; `null` when the variable `BASE_PATH` decides, `undefined` before there is a gateway. */
let mount;

/**
 * Creates a gateway whose `fetch` handles the requests below `basePath` and resolves with `undefined` for others. Without the option, the variable
 * `BASE_PATH` decides; without both, every request is handled.
 *
 * @throws {TypeError} For an unknown option or an invalid base path.
 * @throws {Error} For a second base path: settings and sessions are read once per Worker, so both gateways would have those of the first.
 */
export function createGateway(options = {}) {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new TypeError(`createGateway: unknown option ${JSON.stringify(unknown)}, expected ${OPTIONS.join(", ")}`);
  const basePath = options.basePath === undefined ? undefined : parseBasePath(options.basePath, "basePath");
  mountOnce(basePath ?? null);
  return {
    async fetch(request, env, ctx) {
      const mountedAt = basePath ?? parseBasePath(env.BASE_PATH ?? "", "BASE_PATH");
      return mountedAt === "" ? fetchChecked(request, env, ctx) : fetchBelow(mountedAt, request, env, ctx);
    },
  };
}

function mountOnce(basePath) {
  const describe = (path) => (path === null ? "where BASE_PATH says" : `below ${JSON.stringify(path || "/")}`);
  if (mount !== undefined && mount !== basePath) {
    throw new Error(`createGateway: this Worker has a gateway ${describe(mount)} and cannot have another ${describe(basePath)}; keep one of them, or deploy the other as a Worker of its own`);
  }
  mount = basePath;
}

async function fetchBelow(basePath, request, env, ctx) {
  const url = new URL(request.url);
  const path = pathBelow(basePath, url.pathname);
  if (path === undefined) return undefined;
  // The console's relative links need the slash at the end.
  if (path === "" && isRead(request)) return redirect(`${basePath}/${url.search}`);
  url.pathname = path;
  const inner = new Request(url, request);
  if (isRead(request) && !WORKER_PATHS.test(path)) {
    const file = await readFile(basePath, inner, env);
    if (file) return file;
  }
  const response = await fetchChecked(inner, env, ctx);
  return path === "/_gateway/openapi.json" && response.ok ? describeAt(basePath, response) : response;
}

function isRead({ method }) {
  return method === "GET" || method === "HEAD";
}

/** Returns a file of the console; `undefined` when there is none, or when `ASSETS` is not bound. */
async function readFile(basePath, request, env) {
  const file = await env.ASSETS?.fetch(request);
  if (!file || file.status === 404) return undefined;
  const location = file.headers.get("location");
  return location?.startsWith("/") ? redirect(basePath + location, file.status) : file;
}

function redirect(location, status = 308) {
  return new Response(null, { status, headers: { location } });
}

/** Sets the first server of the OpenAPI document, which is the gateway itself, to the base path. */
async function describeAt(basePath, response) {
  const document = await response.json();
  document.servers[0].url = basePath;
  return withJson(document, response);
}
