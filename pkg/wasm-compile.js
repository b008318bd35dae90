// Compiles the wasm. Not part of the edge entry: bundlers for the edge reject code that mentions compilation at run time.

/** A `WebAssembly.Module` of a URL, bytes, a `Request`, a `Response` or such a module. */
export async function compile(input) {
  if (!globalThis.TextDecoder) fail("no TextDecoder: use jest-fixed-jsdom or @jest-environment node");
  // By their properties: a simulated page has classes of its own, or none.
  if (input?.[Symbol.toStringTag] === "WebAssembly.Module") return input;
  if (typeof input === "string" || input.href || input.method) input = await read(input);
  if (input.arrayBuffer) {
    const { ok, status, url } = input;
    if (!ok) fail(`status ${status} from ${url}`, status === 429 || status >= 500);
    input = await input.arrayBuffer();
  }
  return WebAssembly.compile(input);
}

/** The file or the response at an address. */
function read(input) {
  const { protocol, href } = new URL(input.href ?? input.url ?? input, globalThis.location?.href);
  const isFile = protocol === "file:";
  // Test runners take this entry in Node too, whose fetch reads no files.
  const builtin = isFile && globalThis.process?.getBuiltinModule;
  if (builtin) return builtin("fs").readFileSync(builtin("url").fileURLToPath(href));
  return fetch(input).catch(({ message }) => fail(message, !isFile));
}

/** Fails a load, which may succeed later if the cause `isTransient`. */
function fail(message, isTransient) {
  throw Object.assign(new Error(message), { isTransient });
}
