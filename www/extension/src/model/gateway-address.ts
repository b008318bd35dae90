// Rules for the address of the gateway, both for a build and for the options.

/** Hosts that may use plain http. `[::1]` is missing, because neither a policy nor a host permission can name it in every browser. */
const LOOPBACK = ["localhost", "127.0.0.1"];

/** Why a text is not the address of a gateway. The texts are in lib/address-texts.ts. */
export type AddressProblem = "form" | "scheme" | "extra";

/**
 * Parses an address: an origin, optionally with the path below which the gateway is mounted, without a slash at the end. The address becomes a
 * host permission and a source of the policy, so whatever would widen one of them (user info, a wildcard) is rejected.
 */
export function parseGatewayAddress(text: string): { address: string } | { problem: AddressProblem } {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.hostname.includes("*") || !["https:", "http:"].includes(url.protocol)) return { problem: "form" };
  if (url.protocol === "http:" && !LOOPBACK.includes(url.hostname)) return { problem: "scheme" };
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  // `href` repeats query, fragment and user info, also where they are empty.
  return url.href.replace(/\/+$/, "") === address ? { address } : { problem: "extra" };
}

/** Completes an address that a reader typed: adds a missing scheme, and removes the fragment of a copied console page. */
export function completeAddress(typed: string): string {
  const text = typed.trim().replace(/#.*$/s, "");
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  const [host = ""] = text.split(/[:/]/, 1);
  return `${LOOPBACK.includes(host) ? "http" : "https"}://${text}`;
}

/** The host permission for a gateway. Firefox accepts none with a port. */
export function hostPattern(address: string, { withPort }: { withPort: boolean }): string {
  const { protocol, host, hostname } = new URL(address);
  return `${protocol}//${withPort ? host : hostname}/*`;
}

/** Every host permission that an address in the options may need. */
export const ANY_GATEWAY = ["https://*/*", ...LOOPBACK.map((host) => `http://${host}/*`)];
/** The same for `connect-src`. */
export const ANY_SOURCE = ["https:", ...LOOPBACK.map((host) => `http://${host}:*`)];
