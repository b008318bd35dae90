// JSON Web Tokens as the back end of a site signs them.

import { createHmac } from "node:crypto";

import { TOKEN_SECRET } from "./gateway.mjs";

/** Signs a token that is valid for five minutes; `claims` override its content. */
export function signJwt(claims = {}, { alg = "HS256", secret = TOKEN_SECRET, header = {} } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT", ...header })}.${part({ sub: "visitor-1", exp: secondsFromNow(300), ...claims })}`;
  return `${signed}.${alg === "none" ? "" : createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** The time `seconds` from now, for `exp` and `nbf`. */
export function secondsFromNow(seconds) {
  return Math.floor(Date.now() / 1000) + seconds;
}
