// The encodings in which a secret can leak.

/** Name to encoder; `base64` has one entry per alignment. */
export const ENCODINGS = {
  plain: (text) => text,
  "URL-encoded": (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "JSON-escaped": (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  hex: (text) => Buffer.from(text).toString("hex"),
  "UTF-16": (text) => Buffer.from(text, "utf16le").toString("latin1"),
  "base64, first": (text) => base64(text, 0),
  "base64, second": (text) => base64(text, 1),
  "base64, third": (text) => base64(text, 2),
};

/** The part of a text's base64 that does not depend on its neighbours, for a text that begins `offset` bytes into a group of three. */
function base64(text, offset) {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return whole.subarray(0, whole.length - (whole.length % 3)).toString("base64").slice(offset ? 4 : 0);
}

/** Every encoding of `secret` to search for. Escapes and hex digits are in lower case: search a text both unchanged and in lower case. */
function encodingsOf(secret) {
  const forms = Object.values(ENCODINGS).map((encode) => encode(secret));
  const encoded = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const url = forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([...forms, ...encoded, ...url])];
}

/** Whether `text` contains `secret` in any encoding. Bytes are searched as Latin-1. */
export function containsSecret(text, secret) {
  const whole = Buffer.isBuffer(text) ? text.toString("latin1") : text;
  const lower = whole.toLowerCase();
  return encodingsOf(secret).some((form) => whole.includes(form) || (/^[%\\]/.test(form) && lower.includes(form.toLowerCase())));
}
