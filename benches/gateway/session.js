// The Hono peer's sealed sessions: AES-256-GCM by WebCrypto, nonce before the text, base64url.

const text = new TextEncoder();

/** The key that `secret` stands for. */
export async function openingKey(secret) {
  const bytes = await crypto.subtle.digest("SHA-256", text.encode(secret));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function seal(key, session) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(session)));
  return base64url([...iv, ...new Uint8Array(sealed)]);
}

/** The session, or `undefined` when the value is not one of ours. */
export async function open(key, value) {
  try {
    const bytes = Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, key, bytes.subarray(12));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

/** What tells callers apart in the log. */
export async function callerOf(id) {
  return (await digest(id)).slice(0, 16);
}

/** SHA-256 as text. */
export async function digest(value) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(value))));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
