/** The address or module of the wasm, as the bundler in use imports such files. */
declare const wasm: any;
export default wasm;
