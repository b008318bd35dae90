/**
 * The wasm: its URL, its bytes, a `Response` with them, or a `WebAssembly.Module`. `object` stands for `WebAssembly.Module`, because that type
 * exists only with TypeScript's `dom` library.
 */
export type WasmSource = string | URL | Response | ArrayBuffer | ArrayBufferView | object;

/**
 * Loads the wasm, from `input` or from the entry's own source. The first call of an operation does it too. Once the wasm is loaded, it does
 * nothing.
 *
 * @throws {ConnectionError} `network`: the wasm could not be loaded. `retryable` says whether the next call may succeed; the message says what to do
 */
export function ready(input?: WasmSource | Promise<WasmSource>): Promise<void>;
