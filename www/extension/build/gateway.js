/** The gateway `npm start` serves; another build names its own in `OUTX_GATEWAY`. */
export const DEFAULT_GATEWAY = "http://127.0.0.1:8787";

const LOOPBACK = ["localhost", "127.0.0.1"];

/**
 * Reads the build setting `OUTX_GATEWAY` into the one origin the extension may talk to.
 *
 * The origin is written into the manifest's host permission and `connect-src`, so anything that would widen either
 * (a path that is silently dropped, user info, a wildcard) is rejected. `[::1]` is rejected because a content security
 * policy cannot name an IPv6 address.
 *
 * @param {string | undefined} value
 * @returns {string} an origin without a trailing slash
 * @throws {Error} naming the setting, the value and what is allowed
 */
export function gatewayOrigin(value = DEFAULT_GATEWAY) {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || url.hostname.includes("*") || !["https:", "http:"].includes(url.protocol)) {
    throw new Error(`OUTX_GATEWAY must be an address such as https://gateway.example: got "${value}"`);
  }
  if (url.protocol === "http:" && !LOOPBACK.includes(url.hostname)) {
    throw new Error(`OUTX_GATEWAY must be https: except on ${LOOPBACK.join(" or ")}: got "${value}"`);
  }
  // `href` ends in "/" for a bare origin, which is how people paste it
  if (url.href !== `${url.origin}/`) {
    throw new Error(`OUTX_GATEWAY must have no path, query, fragment or user info: use "${url.origin}"`);
  }
  return url.origin;
}
