// What entry.js and src/routes/fast_path.rs share: the encoding of a read, and the bits of a handle. The other half of both is
// core/src/gateway/http/encoded_request.rs; core/tests/fixtures/encoded-requests.json holds the two together.

/** Bit of a handle: the page that calls is of another origin and needs CORS headers. */
export const NEEDS_CORS = 1;
/** Bit of a handle: the Rate Limiting binding has to be asked about the caller. */
export const CHECK_RATE_LIMIT = 2;

/** All that decides about a read, one part per line. Headers that are absent are empty lines. */
export function encodeRequest(id, request) {
  const { headers } = request;
  const get = (name) => headers.get(name) ?? "";
  const page = `${get("origin")}\n${get("sec-fetch-site")}\n${get("traceparent")}\n${get("x-outx-session-id")}\n${get("x-outx-client")}`;
  return `${id}\n${request.url}\n${page}\n${get("authorization")}\n${get("cookie")}`;
}
