/**
 * Where the wasm is: an address, its bytes, a `Response` with them, or a `WebAssembly.Module`. That type is empty and not known without
 * the DOM's declarations, so `object` stands for it.
 */
export type WasmSource = string | URL | Response | ArrayBuffer | ArrayBufferView | object;

/**
 * Loads the wasm, from `input` or from where the entry finds it. Happens by itself on the first call; once loaded, further calls do
 * nothing.
 *
 * @throws {ConnectionError} `network`: it could not be loaded; `retryable` says whether the next call may succeed, and the message names the remedy
 */
export function ready(input?: WasmSource | Promise<WasmSource>): Promise<void>;
