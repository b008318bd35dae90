// Attacks with an API that repeats the key, by mistake or because a caller causes it: in every place of a response, in the escapes that servers
// write, and in bodies that do not match their content type.

import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";

import { attack, gains } from "../support/attack.mjs";
import { TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { sendRaw, sendRequest } from "../support/requests.mjs";
import { containsSecret } from "../support/secret-encodings.mjs";
import { startServer, truncatedResponse } from "../support/server.mjs";

const KEY = "outx_echo0canary1echo2canary3";
const settings = (key) => ({ ACCESS: "token", TOKEN_SECRET, OUTX_API_KEY: key });
const token = signJwt({ scope: "write" });
const unicode = (text) => [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** Where a response can repeat the key. */
const places = {
  "the body": { body: { echo: KEY } },
  "a field's name": { body: { [KEY]: 1 } },
  "the body, twice in a row": { body: { echo: KEY + KEY } },
  "the body, overlapping itself": { body: { echo: `${KEY.slice(0, 12)}${KEY}` } },
  "the end of the body, truncated": truncatedResponse(`{"echo":"${KEY}`),
  "the boundary between buffered and streamed parts": { body: `{"a":"${"x".repeat(262_144 - 20)}${KEY}"}` },
  "a long response": { body: `{"a":"${"x".repeat(900_000)}${KEY}${"x".repeat(100_000)}"}` },
  "a header": { headers: { "x-echo": KEY } },
  "a cookie": { headers: { "set-cookie": `key=${KEY}` } },
  "a redirect": { status: 302, headers: { location: `https://evil.example/?key=${KEY}` } },
  "a Location without redirect": { headers: { location: `/${KEY}` } },
  "Retry-After": { status: 429, headers: { "retry-after": KEY } },
  "a parameter of the type": { headers: { "content-type": `application/json; key=${KEY}` } },
  "the request id": { headers: { "x-request-id": KEY } },
  "the reason phrase": (_, response) => {
    response.writeHead(200, KEY, { "content-type": "application/json" });
    response.end("{}");
  },
  "a trailer": (_, response) => {
    response.writeHead(200, { "content-type": "application/json", trailer: "x-echo" });
    response.write("{}");
    response.addTrailers({ "x-echo": KEY });
    response.end();
  },
  "chunks of one byte": async (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    for (const byte of `{"a":"${KEY}"}`) await new Promise((written) => response.write(byte, written));
    response.end();
  },
  "an error's text": { status: 400, body: { error: `no team has ${KEY}` } },
  "an error's text, escaped": { status: 400, body: `{"error":"no team has ${unicode(KEY)}"}` },
  "an error's text, escaped twice": { status: 400, body: `{"error":"no team has ${unicode(KEY).replaceAll("\\", "\\\\")}"}` },
  "an error's other fields": { status: 403, body: { error: "no", detail: KEY, code: KEY, request_id: KEY } },
  "an error page": { status: 500, headers: { "content-type": "text/html" }, body: `<h1>${KEY}</h1>` },
  "a page": { headers: { "content-type": "text/html" }, body: `<h1>${KEY}</h1>` },
  "gzip": { headers: { "content-encoding": "gzip" }, body: gzipSync(`{"a":"${KEY}"}`) },
  "gzip of two members": { headers: { "content-encoding": "gzip" }, body: Buffer.concat([gzipSync(`{"a":"${KEY.slice(0, 9)}`), gzipSync(`${KEY.slice(9)}"}`)]) },
  "gzip under other names": { headers: { "content-encoding": "x-gzip" }, body: gzipSync(`{"a":"${KEY}"}`) },
};

attack("having the key repeated somewhere in a response", {}, async (t, start) => {
  const server = await startServer(t, ...Object.values(places).flatMap((place) => [place, place, place]));
  const gateway = await start(t, { settings: settings(KEY), upstream: server });
  const { host } = new URL(gateway.url);
  const leaks = [];
  for (const place of Object.keys(places)) {
    const read = await sendRaw(gateway, ["GET /api-team HTTP/1.1", `Host: ${host}`, `Authorization: Bearer ${token}`]);
    const texts = [read.text];
    for (const [what, options] of [["GET /api-team"], ["POST /api-keyword-watchlist", { body: { keywords: ["rust"] } }]]) {
      // A truncated stream may end in the middle of its JSON.
      const response = await sendRequest(gateway, what, { ...options, token }).catch(({ message }) => ({ raw: message }));
      texts.push(response.raw);
    }
    if (texts.some((text) => containsSecret(text, KEY))) leaks.push(place);
  }
  assert.equal(server.requests.length, 3 * Object.keys(places).length, "every place was tried by each request");
  if (gateway.log.lines.some((line) => containsSecret(line, KEY))) leaks.push("the log");
  return gains(leaks);
});

/** A key with characters that libraries escape. */
const ODD_KEY = "outx_it's/1=2&3<4>canary+5";
const html = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", "/": "&#x2F;", "=": "&#61;" };
const htmlBack = Object.fromEntries(Object.entries(html).map(([char, reference]) => [reference, char]));
/** The spelling of a library, and how an attacker reads it from the parsed JSON. */
const spellings = {
  "Gson": [ODD_KEY.replace(/['=&<>]/g, unicode), (text) => text],
  "json_encode of PHP": [ODD_KEY.replaceAll("/", "\\/"), (text) => text],
  "encodeURIComponent": [encodeURIComponent(ODD_KEY), decodeURIComponent],
  "percent-encoding in lower case": [encodeURIComponent(ODD_KEY).toLowerCase(), decodeURIComponent],
  "HTML": [ODD_KEY.replace(/[&<>'/=]/g, (char) => html[char]), (text) => text.replace(/&#?\w+;/g, (reference) => htmlBack[reference])],
  "JSON within JSON": [unicode(ODD_KEY).replaceAll("\\", "\\\\"), (text) => JSON.parse(`"${text}"`)],
};

attack("having the key repeated in the spelling of a library", { oldRule: "escapes-not-undone" }, async (t, start) => {
  const server = await startServer(t, ...Object.values(spellings).map(([spelling]) => ({ body: `{"a":"${spelling}"}` })));
  const gateway = await start(t, { settings: settings(ODD_KEY), upstream: server });
  const leaks = [];
  for (const [library, [, decode]] of Object.entries(spellings)) {
    const { status, body, text } = await sendRequest(gateway, "GET /api-team", { token });
    assert.equal(status, 200, text);
    if (decode(body.a).includes(ODD_KEY)) leaks.push(library);
  }
  return gains(leaks);
});

/** Bodies that are not JSON though they say so, and how an attacker reads them. */
const disguises = {
  "gzip that is not declared": [gzipSync(`{"a":"${KEY}"}`), (bytes) => gunzipSync(bytes).toString()],
  "UTF-16": [Buffer.from(`{"a":"${KEY}"}`, "utf16le"), (bytes) => bytes.toString("utf16le")],
  "UTF-16, high byte first": [Buffer.from(`{"a":"${KEY}"}`, "utf16le").swap16(), (bytes) => bytes.swap16().toString("utf16le")],
  "base64": [Buffer.from(Buffer.from(KEY).toString("base64")), (bytes) => Buffer.from(bytes.toString(), "base64").toString()],
};

attack("having the key repeated in a body that is not JSON", { oldRule: "any-success-body" }, async (t, start) => {
  const server = await startServer(t, ...Object.values(disguises).map(([body]) => ({ body })));
  const gateway = await start(t, { settings: settings(KEY), upstream: server });
  const leaks = [];
  for (const [disguise, [, decode]] of Object.entries(disguises)) {
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": "identity" };
    const response = await fetch(`${gateway.url}/api-team`, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status === 200 && decode(bytes).includes(KEY)) leaks.push(disguise);
  }
  assert.equal(server.requests.length, Object.keys(disguises).length);
  return gains(leaks);
});
