// Sealed sessions of the Hono peer: AES-256-GCM by WebCrypto, with the nonce before the ciphertext, as base64url.

const text = new TextEncoder();

/** Derives the AES key from `secret`. */
export async function openingKey(secret) {
  const bytes = await crypto.subtle.digest("SHA-256", text.encode(secret));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function seal(key, session) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(session)));
  return base64url([...iv, ...new Uint8Array(sealed)]);
}

/** Opens a sealed session; `undefined` when the value was not sealed with `key`. */
export async function open(key, value) {
  try {
    const bytes = Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

/** The hash that identifies a caller in the log. */
export async function callerOf(id) {
  return (await digest(id)).slice(0, 16);
}

/** The SHA-256 digest of `value`, as base64url. */
export async function digest(value) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(value))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
