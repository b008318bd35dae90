// Where the imported entry finds the wasm, and how it compiles it. A module of its own: an entry that is imported for one class does not load the rest.

let find, compile;

/** Called by the entry that was imported, with where it finds the wasm and how it makes a `WebAssembly.Module` of what it finds. */
export function setSource(source, compiler) {
  find = source;
  compile = compiler;
}

/** The compiled wasm, from `input` or from where the entry finds it. */
export async function compiledWasm(input) {
  return compile(await (input ?? find()));
}
