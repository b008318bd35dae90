// Responses that the package creates itself, outside of the gateway's Worker.

/** Returns an error response in the gateway's format. */
export function reject(status, code, error) {
  const requestId = crypto.randomUUID();
  return Response.json({ error, code, request_id: requestId }, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** Returns a response with the status and headers of another one, and a new JSON body. */
export function withJson(body, { status, headers }) {
  const kept = new Headers(headers);
  kept.delete("content-length");
  return new Response(JSON.stringify(body), { status, headers: kept });
}
