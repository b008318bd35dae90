// Detects the runtime, and checks base URLs.

import { invalidRequest } from "./errors.js";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether this is a browser: a page, a web worker, a service worker or an extension page. Workers have no `window`. */
export function isBrowser() {
  if (typeof document === "object") return true;
  if (globalThis.navigator?.userAgent === "Cloudflare-Workers") return false;
  if (globalThis.process?.versions?.node || globalThis.Deno?.version?.deno || globalThis.EdgeRuntime) return false;
  return typeof WorkerGlobalScope === "function" || typeof window === "object";
}

/**
 * Returns an environment variable in Node, Deno or Bun, `undefined` elsewhere: the variables of a Worker are in its `env`, and a page has
 * none.
 */
export function environmentVariable(name) {
  const { Deno, EdgeRuntime, navigator, process } = globalThis;
  if (isBrowser() || EdgeRuntime || navigator?.userAgent === "Cloudflare-Workers") return undefined;
  // Without this check, Deno would prompt the user for permission.
  if (Deno && Deno.permissions?.querySync?.({ name: "env", variable: name }).state !== "granted") return undefined;
  return process?.env?.[name]?.trim() || undefined;
}

/**
 * Checks a base URL, and returns it without a trailing slash. `http:` is accepted for loopback hosts only, because the key would be sent
 * unencrypted.
 */
export function baseOf(name, address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    throw invalidRequest(`${name} must be an absolute URL, such as https://gateway.example`);
  }
  if (url.username || url.password) throw invalidRequest(`${name} must not contain a user name or password`);
  if (url.search || url.hash) throw invalidRequest(`${name} must not have a query or a fragment`);
  // `localhost:8787` is a URL with the scheme `localhost`.
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.has(url.hostname))) {
    throw invalidRequest(`${name} must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only`);
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
