// Tokens as a site's own back end would mint them.

import { createHmac } from "node:crypto";

import { TOKEN_SECRET } from "./gateway.mjs";

/** A token that holds for five minutes, but for what is given. */
export function mint(claims = {}, { alg = "HS256", secret = TOKEN_SECRET, header = {} } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT", ...header })}.${part({ sub: "visitor-1", exp: inSeconds(300), ...claims })}`;
  return `${signed}.${alg === "none" ? "" : createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** A time for `exp` and `nbf`. */
export function inSeconds(seconds) {
  return Math.floor(Date.now() / 1000) + seconds;
}
