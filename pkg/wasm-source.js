// Where the imported entry finds the wasm. A module of its own: an entry that is imported for one class does not load the rest.

let find;

/** Called by the entry that was imported. */
export function setSource(source) {
  find = source;
}

/** The wasm, in any of the forms that `ready` accepts, or a promise of it. */
export function wasmSource() {
  return find();
}
