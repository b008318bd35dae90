import { createHash } from "node:crypto";

/**
 * The public half of a key pair whose private half was deleted: it exists only so that every unpacked copy of the
 * extension has the same id, which can then be listed in the gateway's `ALLOWED_ORIGINS`.
 */
export const PUBLIC_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqJjbkSJvFGL9WLxHMZEZIRr0EBbZwp2TEnbzCRrPy/TnYaO9jIdwppMdXiIh+8tzZoFq" +
  "g7lO98+W5mV3/FXDrU/aSEW/jIaYexPEmGYVDnQpnWM4dm9eKy4IJ0m1dbFtUi8CeUWmqBEZJPgIBv+PRrtS0t4OxN88TBZNrsj842p9djPUsSwr" +
  "qQaCXhUF+/N+cB8nXMzWev94LvlBHk+NfCgCKNFDuGRcBK5GGBgr10Zqlg/jrpWS/mtTkOUFJ41EAzPummd/odH7YK8BY3GgOwJvOW4XlBziQhtU" +
  "oTZJPG57RxkIFHb870ALGKUygLvqq8HwDBILcbjOzwfQZHbIiwIDAQAB";

/** Chromium's rule: the first 16 bytes of SHA-256 over the DER key, each half byte written as a letter from `a` to `p`. */
export function extensionId(publicKey = PUBLIC_KEY) {
  const digest = createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex");
  return Array.from(digest.slice(0, 32), (digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]).join("");
}
