// The entry for where no file can stand beside the bundle: the wasm is text in it, a third larger.

import { compile } from "./wasm-compile.js";
import { setSource } from "./wasm-source.js";
import { base64 } from "./wasm-inline.js";

setSource(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)), compile);

export * from "./exports.js";
