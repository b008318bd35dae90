// Where the imported entry finds the wasm, and how it compiles it. A module of its own: an entry that is imported for one class does not load the rest.

let find, compile;

/**
 * Returns `value`, for which `source` finds the wasm and `compiler` makes a `WebAssembly.Module` of what it finds. Entries pass what they export
 * through this call, marked as pure: a bundler drops the source with the export that no one imports, which it may not do with a side effect.
 */
export function withSource(value, source, compiler) {
  find = source;
  compile = compiler;
  return value;
}

/** The compiled wasm, from `input` or from where the entry finds it. */
export async function compiledWasm(input) {
  return compile(await (input ?? find()));
}
