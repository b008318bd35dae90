// A lower bound for the cost of a gateway, in plain JavaScript. It decides nothing, but makes the calls to the runtime that every gateway needs for a time
// limit, no cache, a response that is read as a whole, its own headers, a request id and a log line.

const json = new Headers({
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "retry-after, x-request-id, x-outx-session",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "content-type": "application/json",
  "cross-origin-resource-policy": "cross-origin",
  "vary": "Origin",
  "x-content-type-options": "nosniff",
});
let kept;

export default {
  async fetch(request, env) {
    const [began, id] = [Date.now(), crypto.randomUUID()];
    kept ??= new Headers({ "accept": "application/json", "accept-encoding": "gzip", "user-agent": "floor/1", "x-api-key": env.OUTX_API_KEY });
    const { pathname, search } = new URL(request.url);
    const options = { headers: kept, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(30_000) };
    const upstream = await fetch(env.OUTX_UPSTREAM + pathname + search, options);
    const body = await upstream.arrayBuffer();
    console.log(JSON.stringify({ time: began, request_id: id, operation: pathname, status: upstream.status, ms: Date.now() - began, caller: "", code: "" }));
    json.set("access-control-allow-origin", request.headers.get("origin"));
    json.set("x-request-id", id);
    return new Response(body, { status: upstream.status, headers: json });
  },
};
