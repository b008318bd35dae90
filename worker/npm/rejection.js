// Responses of the package itself, before a request reaches the gateway's Worker.

/** An error in the gateway's shape. */
export function reject(status, code, error) {
  const requestId = crypto.randomUUID();
  return Response.json({ error, code, request_id: requestId }, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** `response` with another JSON body. */
export function withJson(body, { status, headers }) {
  const kept = new Headers(headers);
  kept.delete("content-length");
  return new Response(JSON.stringify(body), { status, headers: kept });
}
