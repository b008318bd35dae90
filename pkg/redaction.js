// Removes the credential of a call from what its errors and hooks show.

import { redact } from "./outx_client.js";
import { instance } from "./wasm-instance.js";

/** Returns a text without the credential, which is `undefined` when the call has none. */
export function redactText(text, credential) {
  return credential === undefined ? text : instance.call(redact, text, credential);
}

/** Returns the headers of a response without the credential, and without those that set a cookie or a session token. */
export function redactHeaders(response, credential) {
  const headers = new Headers();
  try {
    for (const [name, value] of response.headers) {
      if (name !== "set-cookie" && name !== "x-outx-session") headers.append(name, redactText(value, credential));
    }
  } catch {
    // The caller's own fetch returned something that is not a response.
  }
  return headers;
}

/** Returns the body of an error response, which is text or JSON, without the credential. */
export function redactBody(body, credential) {
  if (typeof body !== "object") return body && redactText(body, credential);
  return parseJson(redactText(JSON.stringify(body), credential));
}

/**
 * Returns `thrown`, or a redacted error in its place when it contains the credential: the caller's own fetch may throw an error that
 * contains the headers.
 */
export function redactThrown(thrown, credential) {
  let text = "";
  try {
    for (let at = thrown; at && text.length < 1e6; at = at.cause) text += `${JSON.stringify(at)}${at.message}${at.stack}`;
  } catch {
    // A value that cannot be written as JSON may contain the credential.
    text = credential;
  }
  return redactText(text, credential) === text ? thrown : new Error(redactText(String(thrown.message ?? thrown), credential));
}

/** Parses a text; `undefined` when it is not JSON. */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
