// The sandbox as a `fetch`: the responses, failures and delays of a server, without a socket.

const MAX_REDIRECTS = 20;

/** Returns a `fetch` whose requests, to any origin, are handled by `service`. */
export function createFetch(service) {
  return (input, init) => dispatch(service, input, init, 0);
}

async function dispatch(service, input, init, redirects) {
  const request = new Request(input, init);
  const { signal } = request;
  signal.throwIfAborted();
  const body = new Uint8Array(await request.arrayBuffer());
  signal.throwIfAborted();
  if (service.isStopped) throw networkError("connect ECONNREFUSED: the sandbox is stopped", "ECONNREFUSED");

  const url = new URL(request.url);
  const outcome = service.handle({
    method: request.method,
    target: url.pathname + url.search,
    headers: ["host", url.host, ...[...request.headers].flat()],
    body,
  });
  await delay(outcome.delayMs, signal);
  if (outcome.kind === "reset") throw networkError("read ECONNRESET", "ECONNRESET");

  const headers = toHeaders(outcome);
  const location = isRedirect(outcome.status) ? headers.get("location") : null;
  if (location !== null && request.redirect === "error") throw networkError("unexpected redirect");
  if (location !== null && request.redirect === "follow") {
    if (redirects === MAX_REDIRECTS) throw networkError("redirect count exceeded");
    return follow(service, request, body, new URL(location, url), outcome.status, redirects + 1);
  }
  const response = new Response(responseBody(request.method, outcome), { status: outcome.status, headers });
  return Object.defineProperty(response, "url", { value: request.url });
}

// Follows a redirect as `fetch` does. A redirect to another origin leaves the sandbox.
function follow(service, request, body, url, status, redirects) {
  const becomesGet = status === 303 || (status < 303 && request.method === "POST");
  const headers = new Headers(request.headers);
  if (becomesGet) headers.delete("content-type");
  if (url.origin !== new URL(request.url).origin) headers.delete("authorization");
  const init = {
    method: becomesGet ? "GET" : request.method,
    body: becomesGet || body.length === 0 ? undefined : body,
    headers,
    signal: request.signal,
  };
  return url.origin === new URL(request.url).origin ? dispatch(service, url, init, redirects) : fetch(url, init);
}

function isRedirect(status) {
  return [301, 302, 303, 307, 308].includes(status);
}

function toHeaders({ headers, body }) {
  const all = new Headers();
  for (let at = 0; at < headers.length; at += 2) all.append(headers[at], headers[at + 1]);
  if (!all.has("content-length")) all.set("content-length", String(body.length));
  return all;
}

function responseBody(method, { kind, status, body }) {
  if (method === "HEAD" || status === 204 || status === 205 || status === 304) return null;
  if (kind === "respond") return body;
  // The first bytes can be read, then the body fails, as when a connection ends early.
  let isSent = body.length === 0;
  return new ReadableStream({
    pull(controller) {
      if (isSent) {
        controller.error(new TypeError("terminated", { cause: systemError("other side closed", "UND_ERR_SOCKET") }));
      } else {
        isSent = true;
        controller.enqueue(body);
      }
    },
  });
}

/** The longest delay of `setTimeout`; a timer with a longer delay fires at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Resolves after `ms` milliseconds, or rejects with the signal's reason. */
export function delay(ms, signal) {
  if (ms === 0) return undefined;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, Math.min(ms, MAX_TIMEOUT_MS));
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

// Errors of Node's `fetch` have this shape: the reason is in `cause`.
function networkError(message, code) {
  return new TypeError("fetch failed", { cause: systemError(message, code) });
}

function systemError(message, code) {
  return Object.assign(new Error(message), code && { code });
}
