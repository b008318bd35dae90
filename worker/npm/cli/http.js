// Requests to a running gateway, for the commands that examine it.

import { CommandError } from "./command-error.js";
import { isHttpsOrLoopback } from "./loopback.js";

const TIMEOUT_MS = 15_000;
/** The environment variable with the token of a command. Other users of the machine can see arguments. */
export const TOKEN_VARIABLE = "OUTX_GATEWAY_TOKEN";

/**
 * Parses the URL of a gateway, and returns it without a slash at the end.
 *
 * @throws {CommandError} When it is not the URL of a gateway. The message contains `usage`.
 */
export function parseUrl(text, usage) {
  const url = URL.canParse(text ?? "") ? new URL(text) : undefined;
  if (!["http:", "https:"].includes(url?.protocol) || url.search || url.hash || url.username) {
    throw new CommandError(`invalid URL: got ${JSON.stringify(text) ?? "none"}, expected that of a gateway, such as https://gateway.example; usage: outx-gateway ${usage}`);
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** Whether requests to a URL are unencrypted on a network. */
export function isReadableOnTheWay(url) {
  return !isHttpsOrLoopback(new URL(url));
}

/** Sends a GET request. Redirects are not followed. */
export async function send(url, headers = {}) {
  try {
    return await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const reason = error.name === "TimeoutError" ? `no response within ${TIMEOUT_MS / 1000} s` : (error.cause?.code ?? error.cause?.message ?? error.message);
    throw new CommandError(`cannot reach ${url}: ${reason}`);
  }
}

/** Sends a GET request with the token of {@link TOKEN_VARIABLE}. Throws for any status other than 200. */
export async function sendWithToken(url) {
  if (isReadableOnTheWay(url)) throw new CommandError(`${TOKEN_VARIABLE} is not sent over http, where others can read it; use https`);
  const response = await send(url, { authorization: `Bearer ${process.env[TOKEN_VARIABLE]}` });
  if (response.status === 200) return response;
  const { error } = (await response.json().catch(() => undefined)) ?? {};
  throw new CommandError(`${new URL(url).pathname} returned status ${response.status}${error ? `: ${error}` : ""}`);
}
