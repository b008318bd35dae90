// Parses the base path that a gateway is mounted at.

const ALLOWED = 'a path such as "/outx": a leading slash, then segments of letters, digits, ".", "_", "~" or "-"';

/**
 * Parses a base path, and returns it without a slash at its end; "" is the root of the host.
 *
 * @throws {TypeError} When `text` is not a valid base path. The message begins with `name`.
 */
export function parseBasePath(text, name) {
  const fail = (reason) => {
    throw new TypeError(`${name} ${reason}: got ${JSON.stringify(text) ?? String(text)}, expected ${ALLOWED}`);
  };
  if (typeof text !== "string") fail("is not a string");
  if (text === "" || text === "/") return "";
  if (!text.startsWith("/")) fail("has no leading slash");
  if (/[?#]/.test(text)) fail("has a query or a fragment");
  const path = text.replace(/\/$/, "");
  const segments = path.slice(1).split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) fail("has a dot segment");
  if (segments.includes("")) fail("has an empty segment");
  // Percent-encoding is not allowed, because the same path could then be written in several ways.
  if (!segments.every((segment) => /^[\w.~-]+$/.test(segment))) fail("has a character that is not allowed");
  return path;
}

/** Returns the part of `path` below `basePath`, with its leading slash; "" for `basePath` itself, and `undefined` for a path outside. */
export function pathBelow(basePath, path) {
  if (path === basePath) return "";
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
