// The gateway's policy for a signed-in visitor, as one would write it in JavaScript with Hono, its middleware, and WebCrypto.

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";

import { Lru } from "./lru.js";
import { callerOf, digest, open, openingKey } from "./session.js";

// [method, path, names of query parameters], from the gateway's own OpenAPI document.
import operations from "operations";

export { Ledger } from "./hono-ledger.js";

const ON_EVERY_RESPONSE = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-site",
  "x-content-type-options": "nosniff",
};
const FROM_UPSTREAM = ["content-type", "retry-after"];

const opened = new Lru(10_000);
let allowed;
let key;

const app = new Hono();
app.use(requestId({ headerName: "" }));
app.use(log);
app.use(checkOrigin);
app.use(cors({
  origin: (origin) => (isAllowed(origin) ? origin : undefined),
  credentials: true,
  allowMethods: ["GET", "POST", "PUT", "DELETE"],
  allowHeaders: ["content-type", "authorization", "x-outx-session", "idempotency-key", "x-outx-attempts"],
  exposeHeaders: ["retry-after", "x-request-id", "x-outx-session"],
}));
for (const [method, path, names] of operations) {
  const cap = method === "GET" ? [] : [bodyLimit({ maxSize: 65_536, onError: (c) => reject(c, 413, "invalid_request", "the body is too long") })];
  app.on(method, path, checkQuery(new Set(names)), ...cap, checkSession, forward);
}
app.notFound((c) => reject(c, 404, "route_denied", `${c.req.method} ${c.req.path} is not an operation of this gateway`));

async function log(c, next) {
  const began = Date.now();
  await next();
  c.header("x-request-id", c.get("requestId"));
  console.log(JSON.stringify({
    time: began,
    request_id: c.get("requestId"),
    operation: `${c.req.method} ${c.req.path}`,
    status: c.res.status,
    ms: Date.now() - began,
    caller: c.get("session")?.caller ?? "",
    code: c.get("code") ?? "",
  }));
}

async function checkOrigin(c, next) {
  allowed ??= new Set(c.env.ALLOWED_ORIGINS.split(","));
  const origin = c.req.header("origin");
  const foreign = origin ? !isAllowed(origin) && origin !== new URL(c.req.url).origin : /^(cross|same)-site$/.test(c.req.header("sec-fetch-site"));
  if (foreign) return reject(c, 403, "origin_denied", "pages of this origin may not call");
  await next();
}

function isAllowed(origin) {
  return allowed.has(origin);
}

function checkQuery(names) {
  return async (c, next) => {
    for (const name of Object.keys(c.req.query())) {
      if (!names.has(name)) return reject(c, 400, "invalid_request", `there is no query parameter ${JSON.stringify(name)}`);
    }
    await next();
  };
}

async function checkSession(c, next) {
  const bearer = c.req.header("authorization");
  const sealed = bearer?.startsWith("Bearer ") ? bearer.slice(7) : getCookie(c, "__Host-outx_session");
  let session = sealed && opened.get(sealed);
  if (!session && sealed) {
    key ??= openingKey(c.env.SESSION_SECRET);
    session = await open(await key, sealed);
    if (session) {
      session.caller = await callerOf(session.id);
      opened.set(sealed, session);
    }
  }
  if (!session || session.expires_ms <= Date.now()) return reject(c, 401, "session_expired", "the session is over: sign in again");
  c.set("session", session);
  await next();
}

async function forward(c) {
  const { method, raw } = c.req;
  const headers = {
    accept: "application/json",
    "accept-encoding": "gzip",
    "user-agent": "hono-gateway/1",
    "x-api-key": c.get("session").key,
  };
  let body;
  if (method !== "GET" && raw.body) {
    body = await c.req.text();
    try {
      JSON.parse(body);
    } catch {
      return reject(c, 400, "invalid_request", "the body is not JSON");
    }
    headers["content-type"] = "application/json";
  }
  const { pathname, search } = new URL(raw.url);
  const target = pathname + search;
  const send = () => fetch(c.env.OUTX_UPSTREAM + target, { method, headers, body, redirect: "manual", signal: AbortSignal.timeout(30_000) });
  const key = method !== "GET" && c.req.header("idempotency-key");
  if (key) return writeOnce(c, key, target, body, send);
  const upstream = await send();
  return isRedirect(upstream) ? rejectRedirect(c) : c.body(upstream.body, upstream.status, passedHeaders(upstream));
}

/** Sends a write if the team's ledger allows it, and reports the outcome to the ledger after the response. */
async function writeOnce(c, idempotencyKey, target, body, send) {
  const { id, caller, team_id: team } = c.get("session");
  const operation = `${c.req.method} ${c.req.path}`;
  const [key, fingerprint] = await Promise.all([digest(`${caller}\n${operation}\n${idempotencyKey}`), digest(`${target}\n${body}`)]);
  const ledger = c.env.LEDGER.get(c.env.LEDGER.idFromName(team));
  const begun = await ledger.begin({ key, fingerprint, session: id, requestId: c.get("requestId"), caller, operation });
  if (begun.replay) return c.body(begun.replay.body, begun.replay.status, { ...ON_EVERY_RESPONSE, "content-type": "application/json" });
  if (begun.code) return reject(c, begun.code === "session_expired" ? 401 : 409, begun.code, "the ledger does not allow this write");
  const upstream = await send();
  const text = await upstream.text();
  c.executionCtx.waitUntil(ledger.finish({ key, auditId: begun.auditId, status: upstream.status, body: text }));
  return isRedirect(upstream) ? rejectRedirect(c) : c.body(text, upstream.status, passedHeaders(upstream));
}

function isRedirect({ status }) {
  return status >= 300 && status < 400;
}

function rejectRedirect(c) {
  return reject(c, 502, "bad_response", "the API responded with a redirect, which is not followed");
}

function passedHeaders({ headers }) {
  const passed = { ...ON_EVERY_RESPONSE };
  for (const name of FROM_UPSTREAM) {
    const value = headers.get(name);
    if (value !== null) passed[name] = value;
  }
  return passed;
}

function reject(c, status, code, error) {
  c.set("code", code);
  return c.json({ error, code, request_id: c.get("requestId") }, status, ON_EVERY_RESPONSE);
}

export default app;
