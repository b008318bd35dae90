// How a secret may be spelled where it leaks.

/** Name to the function that writes a text in that spelling; `base64` is one alignment each. */
export const SPELLINGS = {
  plain: (text) => text,
  "URL-encoded": (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "JSON-escaped": (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  hex: (text) => Buffer.from(text).toString("hex"),
  "UTF-16": (text) => Buffer.from(text, "utf16le").toString("latin1"),
  "base64, first": (text) => base64(text, 0),
  "base64, second": (text) => base64(text, 1),
  "base64, third": (text) => base64(text, 2),
};

/** What of a text's base64 does not depend on its neighbours, when it begins `offset` bytes into a group of three. */
function base64(text, offset) {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return whole.subarray(0, whole.length - (whole.length % 3)).toString("base64").slice(offset ? 4 : 0);
}

/** Every form of `secret` to search for. Letters of escapes and hex are in lower case: search a text as it is and in lower case. */
export function spellings(secret) {
  const forms = Object.values(SPELLINGS).map((spell) => spell(secret));
  const encoded = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const url = forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([...forms, ...encoded, ...url])];
}

/** Whether `secret` stands in `text` in any spelling. Bytes are searched as Latin-1. */
export function holds(text, secret) {
  const whole = Buffer.isBuffer(text) ? text.toString("latin1") : text;
  const lower = whole.toLowerCase();
  return spellings(secret).some((form) => whole.includes(form) || (/^[%\\]/.test(form) && lower.includes(form.toLowerCase())));
}
