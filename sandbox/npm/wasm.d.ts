/** The wasm as the bundler imports it: a URL or a module. */
declare const wasm: any;
export default wasm;
