// Attacks with credentials: borrowed, forged, changed, or used after a sign-out.

import assert from "node:assert/strict";

import { Response, fetch } from "miniflare";

import { attack, gains } from "../support/attack.mjs";
import { FORGED_TOKENS } from "../support/forged-requests.mjs";
import { PAGE, SECRET, TOKEN_SECRET } from "../support/gateway.mjs";
import { signJwt } from "../support/jwt.mjs";
import { sendRequest } from "../support/requests.mjs";
import { openSession, sealSession } from "../support/session-seal.mjs";
import { signIn, signInForToken } from "../support/sign-in.mjs";

const TEAM = "GET /api-team";
const SIGN_OUT = "DELETE /_gateway/session";
const SESSION_COOKIE = "outx_session";
const withTokens = ({ api_key }) => ({ ACCESS: "session,token", TOKEN_SECRET, OUTX_API_KEY: api_key });
const isServed = async (gateway, options) => (await sendRequest(gateway, TEAM, options)).status === 200;

attack("opening a public session with a Turnstile check of another site", { oldRule: "any-turnstile-host" }, async (t, start) => {
  let hostname = "evil.example";
  const outboundService = (request) => {
    if (new URL(request.url).hostname !== "challenges.cloudflare.com") return fetch(request);
    return Response.json({ success: true, hostname, challenge_ts: new Date().toISOString() });
  };
  const settings = ({ api_key }) => ({ ACCESS: "public", OUTX_API_KEY: api_key, TURNSTILE_SECRET: "turnstile-secret-of-tests-012345", TURNSTILE_SITE_KEY: "site-key" });
  const gateway = await start(t, { settings, miniflare: { outboundService } });
  const open = () => sendRequest(gateway, "POST /_gateway/session", { body: { turnstile: "good" }, origin: PAGE });
  const cookie = (await open()).headers.get("set-cookie");
  hostname = new URL(PAGE).hostname;
  assert.equal((await open()).status, 200, "a check of an allowed site opens one");
  return cookie ?? undefined;
});

attack("using a token whose header requires an extension that the gateway does not implement", { oldRule: "ignored-jwt-header" }, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  assert.ok(await isServed(gateway, { token: signJwt() }));
  const headers = [{ crit: ["policy"], policy: "deny" }, { crit: ["b64"], b64: false }];
  const served = [];
  for (const header of headers) if (await isServed(gateway, { token: signJwt({}, { header }) })) served.push(header);
  return gains(served);
});

attack("using a token after its sign-out", { oldRule: "unrevoked-tokens" }, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const [token, other] = [signJwt({ jti: "1" }), signJwt({ jti: "2" })];
  assert.equal((await sendRequest(gateway, SIGN_OUT, { token })).status, 204);
  assert.ok(await isServed(gateway, { token: other }));
  return (await isServed(gateway, { token })) ? token : undefined;
});

attack("reading with forged tokens, as bearer and as cookie", {}, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  assert.ok(await isServed(gateway, { token: signJwt() }));
  const good = signJwt();
  const forged = Object.entries(FORGED_TOKENS);
  forged.push(["with blanks", `${good} ${good}`], ["with padding", `${good}=`], ["twice", `${good}.${good}`], ["in lower case", good.toLowerCase()]);
  const served = [];
  for (const [what, token] of forged) if (await isServed(gateway, { token })) served.push(what);
  for (const [what, token] of [["good", good], ...forged]) {
    if (await isServed(gateway, { cookie: `${SESSION_COOKIE}=${token}` })) served.push(`${what}, as cookie`);
  }
  return gains(served);
});

attack("reading with a sealed session that was changed", { timeout: 240_000 }, async (t, start) => {
  const gateway = await start(t, { settings: withTokens });
  const token = await signInForToken(gateway);
  assert.ok(await isServed(gateway, { token }));
  const session = openSession(token, SECRET);
  // Each character in turn; the last one may carry bits that no byte uses.
  const changed = [...token.slice(0, -1)].map((letter, at) => token.slice(0, at) + (letter === "A" ? "B" : "A") + token.slice(at + 1));
  changed.push(
    `${token}=`, `${token}A`, token.slice(0, -1), token.toUpperCase(), token.toLowerCase(), ` ${token} ${token}`,
    sealSession(session, TOKEN_SECRET), sealSession(session, SECRET.toUpperCase()), sealSession({ ...session, access: "public" }, SECRET),
    sealSession({ ...session, expires_ms: Date.now() - 1 }, SECRET),
  );
  const served = [];
  for (const value of changed) {
    if (await isServed(gateway, { token: value })) served.push(value);
    if (await isServed(gateway, { cookie: `${SESSION_COOKIE}=${value}` })) served.push(`cookie ${value}`);
  }
  // A wrong credential is never tried as another kind, and never ignored for a good one beside it.
  const cookie = `${SESSION_COOKIE}=${token}`;
  assert.ok(await isServed(gateway, { cookie }));
  for (const options of [{ token: "junk", cookie }, { token: changed[20], cookie }, { cookie: `${cookie}; ${SESSION_COOKIE}=${changed[20]}` }]) {
    if (await isServed(gateway, options)) served.push(JSON.stringify(options));
  }
  return gains(served);
});

attack("using a session after its sign-out", {}, async (t, start) => {
  const gateway = await start(t);
  const cookie = await signIn(gateway);
  const token = cookie.slice(SESSION_COOKIE.length + 1);
  const calls = [
    [TEAM], ["GET /linkedin-agent/get-task-status?api_agent_task_id=task-1"], ["GET /_gateway/usage"],
    ["POST /api-keyword-watchlist", { body: { keywords: ["rust"] } }],
  ];
  const callAll = async () => {
    const responses = [];
    for (const credential of [{ cookie, origin: gateway.url }, { token }]) {
      for (const [what, options] of calls) responses.push({ what, ...(await sendRequest(gateway, what, { ...options, ...credential })) });
    }
    return responses;
  };
  for (const { what, status } of await callAll()) assert.notEqual(status, 401, `${what} before the sign-out`);
  assert.equal((await sendRequest(gateway, SIGN_OUT, { cookie, origin: gateway.url })).status, 204);
  return gains((await callAll()).filter(({ status }) => status !== 401).map(({ what }) => what));
});
