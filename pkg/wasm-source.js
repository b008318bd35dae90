// How the imported entry finds and compiles the wasm. It is a separate module so that an entry imported for a single class does not load the rest.

let find, compile;

/**
 * Sets the source of the wasm and its compiler, and returns `value`. Entries wrap their exports in this call and mark it as pure, so that a bundler
 * drops the source together with an unused export. A call with a side effect of its own could not be dropped.
 */
export function withSource(value, source, compiler) {
  find = source;
  compile = compiler;
  return value;
}

/** Returns the compiled wasm, from `input` or from the entry's own source. */
export async function compiledWasm(input) {
  return compile(await (input ?? find()));
}
