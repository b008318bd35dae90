// Where the code runs, and which addresses it may talk to.

import { invalid } from "./errors.js";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether this is a browser: a page, a web worker, a service worker or an extension page. `window` alone would miss the workers.
 */
export function isBrowser() {
  if (typeof document === "object") return true;
  if (globalThis.navigator?.userAgent === "Cloudflare-Workers") return false;
  if (globalThis.process?.versions?.node || globalThis.Deno?.version?.deno || globalThis.EdgeRuntime) return false;
  return typeof WorkerGlobalScope === "function" || typeof window === "object";
}

/** A base address without a slash at its end; `http:` only for the machine itself, or the key would cross the network in the open. */
export function baseOf(name, address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    throw invalid(`${name} must be an absolute URL, such as https://gateway.example`);
  }
  if (url.username || url.password) throw invalid(`${name} must not contain a user name or password`);
  if (url.search || url.hash) throw invalid(`${name} must not have a query or a fragment`);
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname)) {
    throw invalid(`${name} must be https: http is accepted for localhost, 127.0.0.1 and [::1] only`);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid(`${name} must be an https URL`);
  return url.origin + url.pathname.replace(/\/+$/, "");
}
