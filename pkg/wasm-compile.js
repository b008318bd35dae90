// Compiles the wasm. The edge entry does not import this module, because bundlers for edge runtimes reject code that compiles wasm at run time.

/** Returns the `WebAssembly.Module` of a URL, bytes, a `Request` or a `Response`. A module is returned unchanged. */
export async function compile(input) {
  if (!globalThis.TextDecoder) fail("no TextDecoder: use jest-fixed-jsdom or @jest-environment node");
  // Recognized by properties, because a simulated page (jsdom, happy-dom) has its own classes, or none.
  if (input?.[Symbol.toStringTag] === "WebAssembly.Module") return input;
  if (typeof input === "string" || input.href || input.method) input = await read(input);
  if (input.arrayBuffer) {
    const { ok, status, url } = input;
    if (!ok) fail(`status ${status} from ${url}`, status === 429 || status >= 500);
    input = await input.arrayBuffer();
  }
  return WebAssembly.compile(input);
}

/** Reads the file or fetches the response at a URL. */
function read(input) {
  const { protocol, href } = new URL(input.href ?? input.url ?? input, globalThis.location?.href);
  const isFile = protocol === "file:";
  // Test runners use this entry in Node, whose fetch cannot read files.
  const builtin = isFile && globalThis.process?.getBuiltinModule;
  if (builtin) return builtin("fs").readFileSync(builtin("url").fileURLToPath(href));
  return fetch(input).catch(({ message }) => fail(message, !isFile));
}

/** Throws the error of a failed load. `isTransient` says that a later load may succeed. */
function fail(message, isTransient) {
  throw Object.assign(new Error(message), { isTransient });
}
