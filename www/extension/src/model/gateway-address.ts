// The address of the gateway: what a build writes in, and what a reader may choose in the options.

/** Where plain http is accepted. `[::1]` is missing because neither a policy nor a host permission can name it in every browser. */
const LOOPBACK = ["localhost", "127.0.0.1"];

/** Why a text is no address of a gateway; the texts are in strings.ts. */
export type AddressProblem = "form" | "scheme" | "extra";

/**
 * Reads an address: an origin, or the path below it at which the gateway is mounted, without a slash at the end. It becomes a host permission and
 * goes into the policy, so whatever would widen one of them (user info, a wildcard) is rejected.
 */
export function parseGatewayAddress(text: string): { address: string } | { problem: AddressProblem } {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.hostname.includes("*") || !["https:", "http:"].includes(url.protocol)) return { problem: "form" };
  if (url.protocol === "http:" && !LOOPBACK.includes(url.hostname)) return { problem: "scheme" };
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  // `href` repeats query, fragment and user info, also where they are empty.
  return url.href.replace(/\/+$/, "") === address ? { address } : { problem: "extra" };
}

/** What a reader typed, with the scheme they left out and without the page of the console that they copied. */
export function completeAddress(typed: string): string {
  const text = typed.trim().replace(/#.*$/s, "");
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  const [host = ""] = text.split(/[:/]/, 1);
  return `${LOOPBACK.includes(host) ? "http" : "https"}://${text}`;
}

/** The host permission for a gateway. Firefox knows none with a port. */
export function hostPattern(address: string, { withPort }: { withPort: boolean }): string {
  const { protocol, host, hostname } = new URL(address);
  return `${protocol}//${withPort ? host : hostname}/*`;
}

/** Every host permission that an address in the options may need. */
export const ANY_GATEWAY = ["https://*/*", ...LOOPBACK.map((host) => `http://${host}/*`)];
/** The same for `connect-src`. */
export const ANY_SOURCE = ["https:", ...LOOPBACK.map((host) => `http://${host}:*`)];
