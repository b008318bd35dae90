// The attack that read the key: a caller who has text of his choice in a long response looks at where chunks end.

import { connect } from "node:net";

import { attack } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { startServer } from "../support/server.mjs";

const KEY = "outx_g97e4kq0z8w1d5u2";
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_";
/** Where the gateway's chunks end, as an attacker learns from a response without any text of his own. */
const BOUNDARY = 65_536;
/** The first boundary behind the part of a response that is buffered. */
const FIRST = 5;

/** An API that returns what the caller wrote. */
const echo = (t) => startServer(t, (request, response) => {
  if (request.method === "POST") {
    stored = new URL(request.url, "http://api").searchParams.get("text") ?? stored;
    return response.end("{}");
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(stored);
});
let stored = "{}";

/** The places at which chunks of the response end, read from the wire. */
async function chunkEnds(url, token) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api-posts HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`);
  const parts = [];
  for await (const part of socket) parts.push(part);
  let wire = Buffer.concat(parts);
  wire = wire.subarray(wire.indexOf("\r\n\r\n") + 4);
  const ends = [];
  for (let at = 0; wire.length > 0; ) {
    const line = wire.indexOf("\r\n");
    const size = Number.parseInt(wire.subarray(0, line).toString(), 16);
    if (!size) break;
    ends.push((at += size));
    wire = wire.subarray(line + 2 + size + 2);
  }
  return ends;
}

/** A response in which every letter's guess ends at a boundary of its own. */
function bodyOf(known) {
  const body = Buffer.alloc(BOUNDARY * (FIRST + ALPHABET.length + 1), ".");
  body.write('{"a":"');
  body.write('"}', body.length - 2);
  [...ALPHABET].forEach((letter, n) => {
    const guess = known + letter;
    body.write(guess, BOUNDARY * (FIRST + n) - guess.length);
  });
  return body;
}

attack("reading the key from where chunks end", { oldRule: "partial-hold-back" }, async (t, start) => {
  const gateway = await start(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: await echo(t) });
  const token = signJwt({ scope: "write" });
  let known = "outx_";
  for (let reads = 0; known.length < KEY.length - 1 && reads < 200; reads += 1) {
    stored = bodyOf(known);
    const ends = await chunkEnds(gateway.url, token);
    // Right is the guess before which, and within which, the chunk ends: all of it was held back.
    const isHeld = (_, n) => ends.includes(BOUNDARY * (FIRST + n) - known.length - 1) && !ends.includes(BOUNDARY * (FIRST + n));
    const right = [...ALPHABET].filter(isHeld);
    if (right.length === 1) known += right[0];
    else if (right.length > 1) return undefined;
  }
  t.diagnostic(`recovered ${JSON.stringify(known)}`);
  return known === KEY.slice(0, -1) ? known : undefined;
});
