// Attacks with forged requests: from pages of other sites, with targets, queries and headers that the gateway and the API could read differently,
// and with texts that forge log lines.

import assert from "node:assert/strict";

import { requestsDuring } from "../support/assertions.mjs";
import { attack, gains } from "../support/attack.mjs";
import { FORGED_QUERIES, FORGED_TARGETS, ORIGIN_PAIRS, foreignOrigins } from "../support/forged-requests.mjs";
import { PAGE } from "../support/gateway.mjs";
import { sendRaw, sendRequest } from "../support/requests.mjs";
import { cookieOf, signIn } from "../support/sign-in.mjs";

const CREATE = "POST /api-keyword-watchlist";
const VERIFY = "POST /linkedin-agent/auth-verify-otp";
const SITES = ["same-origin", "same-site", "cross-site", "none"];
const TYPES = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
const hostOf = (gateway) => new URL(gateway.url).host;

attack("changing something from a page of another site", { timeout: 240_000 }, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const create = (options) => sendRequest(gateway, CREATE, { body: { keywords: ["rust"] }, cookie, ...options });
  assert.equal((await create({ origin: PAGE })).status, 200, "an allowed page may");
  const origins = [undefined, ...Object.values(foreignOrigins(hostOf(gateway)))];
  const changes = [];
  let tried = 0;
  const reached = await requestsDuring(gateway, async () => {
    for (const origin of origins) {
      for (const site of [undefined, ...SITES]) {
        for (const type of TYPES) {
          const headers = { "content-type": type, ...(site && { "sec-fetch-site": site }), "x-http-method-override": "GET" };
          const { status, text } = await create({ origin, headers });
          if (status < 400) changes.push({ origin, site, type, text });
          tried += 1;
        }
        const headers = site && { "sec-fetch-site": site };
        const { status } = await sendRequest(gateway, "DELETE /_gateway/session?everywhere=true", { cookie, origin, headers });
        if (status < 400) changes.push({ origin, site, what: "sign-out" });
        tried += 1;
      }
    }
  });
  t.diagnostic(`${tried} combinations`);
  assert.equal((await sendRequest(gateway, "GET /api-team", { cookie })).status, 200, "the session goes on");
  return gains([...changes, ...reached]);
});

attack("signing a visitor in to the attacker's session", {}, async (t, start) => {
  const gateway = await start(t);
  const email = "attacker@outx.test";
  await sendRequest(gateway, "POST /linkedin-agent/auth-send-otp", { body: { email } });
  const body = { email, otp: await gateway.sandbox.otp(email) };
  const signedIn = [];
  for (const origin of Object.values(foreignOrigins(hostOf(gateway)))) {
    for (const type of TYPES) {
      const response = await sendRequest(gateway, VERIFY, { body, origin, headers: { "content-type": type } });
      if (response.status < 400 || cookieOf(response)) signedIn.push({ origin, type });
    }
  }
  assert.equal((await sendRequest(gateway, VERIFY, { body, origin: PAGE })).status, 200, "the code was right");
  return gains(signedIn);
});

attack("reading a response as a page of another site", {}, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const own = ["GET /api-team", "OPTIONS /api-team", "GET /_gateway/session", "GET /_gateway/usage", "GET /_gateway/health", "GET /nothing"];
  const readable = [];
  const tryAs = async (origin, what) => {
    const { headers } = await sendRequest(gateway, what, { cookie, origin });
    const allowed = headers.get("access-control-allow-origin");
    if (origin === PAGE) assert.equal(allowed, PAGE);
    else if (allowed !== null || headers.get("access-control-allow-credentials")) readable.push({ origin, what });
    if (headers.get("vary") !== "Origin" || headers.get("cache-control") !== "no-store") readable.push({ origin, what, cached: true });
  };
  // Allowed and foreign pages in turn, so that headers which are kept between requests would be mixed up.
  const origins = Object.values(foreignOrigins(hostOf(gateway))).flatMap((origin) => [origin, PAGE]);
  for (const what of own) await Promise.all(origins.map((origin) => tryAs(origin, what)));
  for (const pair of ORIGIN_PAIRS) {
    const head = ["GET /api-team HTTP/1.1", `Host: ${hostOf(gateway)}`, `Cookie: ${cookie}`, ...pair.map((origin) => `Origin: ${origin}`)];
    const { status, text } = await sendRaw(gateway, head);
    if (status < 400 || /access-control-allow-origin/i.test(text)) readable.push(pair);
  }
  return gains(readable);
});

attack("reaching another path or query of the API than the one that was checked", {}, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const head = (target, ...more) => [`GET ${target} HTTP/1.1`, `Host: ${hostOf(gateway)}`, `Cookie: ${cookie}`, ...more];
  const [read] = await requestsDuring(gateway, () => sendRaw(gateway, head("/api-posts?page=1&page_size=2")));
  assert.deepEqual([read.path, read.query], ["/api-posts", "page=1&page_size=2"]);
  const targets = [...FORGED_TARGETS, ...FORGED_QUERIES.map((query) => `/api-posts${query}`)];
  targets.push("http://evil.example/api-team", "/api-posts?page=1#2", "*", "api-team");
  const harmless = {
    // The runtime reads the target up to the tab, and so does the gateway.
    "/api-posts?page=1\t2": "page=1",
    // Stays encoded.
    "/api-posts?page=%0d%0ax-api-key:%201": "page=%0d%0ax-api-key:%201",
  };
  for (const [target, query] of Object.entries(harmless)) {
    const [{ path, ...sent }] = await requestsDuring(gateway, () => sendRaw(gateway, head(target)));
    assert.deepEqual([path, sent.query, sent.headers["x-api-key"]], ["/api-posts", query, gateway.key]);
  }
  return gains(await requestsDuring(gateway, async () => {
    for (const target of targets) await sendRaw(gateway, head(target)).catch(() => {});
    for (const more of ["X-Original-URL: /__sandbox/teams", "X-Rewrite-URL: /__sandbox/teams"]) await sendRaw(gateway, head("/nothing", more));
  }));
});

/** What the gateway and its runtime send, and nothing else. */
const SENT = ["accept", "accept-encoding", "cache-control", "cf-worker", "content-length", "content-type", "host", "pragma", "user-agent", "x-api-key"];

attack("smuggling headers or a second request to the API", {}, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const body = JSON.stringify({ keywords: ["rust"] });
  const head = (...more) => [`${CREATE} HTTP/1.1`, `Host: ${hostOf(gateway)}`, `Cookie: ${cookie}`, `Origin: ${PAGE}`, "Content-Type: application/json", ...more];
  const length = `Content-Length: ${body.length}`;
  const hidden = `GET /api-posts HTTP/1.1\r\nHost: ${hostOf(gateway)}\r\n\r\n`;
  const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const cases = {
    "headers that proxies read": [head(length, ...["X-Api-Key: outx_of0the0attacker", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: evil.example",
      "Forwarded: for=10.0.0.1", "Via: 1.1 evil", "X-Real-IP: 10.0.0.1", "True-Client-IP: 10.0.0.1", "CF-Connecting-IP: 10.0.0.1", "CF-Ray: 1",
      "X-Original-URL: /", "X-HTTP-Method-Override: DELETE", "Proxy-Authorization: Basic eA==", "Referer: https://evil.example/", "Range: bytes=0-1",
      "If-None-Match: *", "Accept-Language: xx", "Expect-CT: x", "Upgrade-Insecure-Requests: 1"]), body],
    "the key's header, named as hop-by-hop": [head(length, "Connection: x-api-key"), body],
    "two lengths": [head(length, "Content-Length: 2"), body],
    "a length beside chunks": [head("Content-Length: 4", "Transfer-Encoding: chunked"), chunks],
    "a coding that is not chunked": [head(length, "Transfer-Encoding: xchunked"), body],
    "a folded header": [head(length, "X-Folded: a", " x-api-key: outx_of0the0attacker"), body],
    "a request in a body that is too long": [head(length), body + hidden],
    "a request behind a body of length 0": [head("Content-Length: 0"), hidden],
    "a name with a blank": [head(length, "X-Api-Key : outx_of0the0attacker"), body],
    "a NUL in a value": [head(length, "X-Custom: a\0b"), body],
  };
  const passed = [];
  let served = 0;
  for (const [what, [lines, text]] of Object.entries(cases)) {
    const reached = await requestsDuring(gateway, () => sendRaw(gateway, lines, text).catch(() => {}));
    served += reached.length;
    if (reached.length > 1) passed.push({ what, reached });
    for (const { headers, path, body: sent } of reached) {
      const others = Object.keys(headers).filter((name) => !SENT.includes(name));
      const isItsOwn = path === "/api-keyword-watchlist" && (sent === null || JSON.stringify(sent) === body);
      if (others.length > 0 || headers["x-api-key"] !== gateway.key || !isItsOwn) passed.push({ what, path, others });
    }
  }
  assert.ok(served > 0, "what is well formed is served");
  return gains(passed);
});

attack("writing lines or fields of the attacker's choice to the log", {}, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const forged = '"}\n{"time":"2026-01-01T00:00:00Z","forged":true,"status":200}';
  const encoded = encodeURIComponent(forged);
  const requests = [
    [`GET /${encoded}`], [`GET /api-posts?search_term=${encoded}`, { cookie }], [`GET /api-posts?${encoded}=1`, { cookie }],
    ["GET /api-team", { token: encoded }], ["GET /api-team", { cookie: `__Host-outx_session=${encoded}` }],
    ["GET /api-team", { cookie, headers: { "user-agent": encoded, "x-request-id": encoded, traceparent: `00-${encoded}-01`, tracestate: encoded } }],
    [CREATE, { cookie, origin: PAGE, body: { keywords: [forged] }, headers: { "idempotency-key": encoded, "x-outx-attempts": encoded } }],
    [CREATE, { cookie, origin: `https://${encoded}`, body: forged }],
    [VERIFY, { body: { email: forged, otp: forged } }], [`GET /_gateway/usage?days=${encoded}`, { cookie }],
  ];
  for (const [what, options] of requests) await gateway.log.of(await sendRequest(gateway, what, options));
  const lines = gateway.log.lines.filter((line) => line.trim() !== "");
  assert.ok(lines.length >= requests.length);
  const FIELDS = ["caller", "code", "ms", "operation", "request_id", "status", "time", "trace_id"];
  const isOurs = (line) => line.startsWith("{") && Object.keys(JSON.parse(line)).every((name) => FIELDS.includes(name)) && !/forged/.test(line);
  return gains(lines.filter((line) => !isOurs(line)));
});
