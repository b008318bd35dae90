// trim-glue.mjs GLUE: removes code of the glue that the client never runs, and shortens the rest, which saves 0.4 kB of the download.
// Each passage must exist, so that an update of wasm-bindgen is reviewed.

import { readFileSync, writeFileSync } from "node:fs";

const passages = [
  // No export schedules a new instance, because the JavaScript API creates one itself.
  [/^    let ret;\n    __wbg_call_guard\(\);\n    ret = /gm, "    const ret = "],
  [/^    __wbg_call_guard\(\);\n/gm, ""],
  [/^function __wbg_call_guard\(\) \{.*?^\}\n/ms, ""],
  [/^.*__wbg_reinit_scheduled = .*\n/gm, ""],
  [/^.*__wbg_instance_id.*\n/gm, ""],
  // The lines of __wbg_reset_state that reset numBytesDecoded and WASM_VECTOR_LEN. Both are always declared and need no reset.
  [/^.*if \(typeof \w+ !== 'undefined'\) .*\n/gm, ""],
  // The JavaScript API compiles and loads the module once, so the first instance can be created like every later one.
  [/^ +wasmInstance = (new WebAssembly.Instance.*?);\n +wasm = wasmInstance.exports;/m, "    wasm = $1.exports;"],
  [/^let wasmModule, wasmInstance, wasm;\nfunction __wbg_finalize_init.*?^\}\n/ms, "let wasmModule, wasm;\n"],
  [/^(function initSync\(module\) \{\n).*?^\}\n/ms, "$1    wasmModule = module.module;\n    __wbg_reset_state();\n}\n"],
  // Reading the buffer of the memory takes longer than reading it from the array, which is renewed with the memory.
  [/^ +cachedDataViewMemory0 = null;\n/m, ""],
  [/^(let cachedDataViewMemory0) = null;\n(function getDataViewMemory0\(\) \{\n).*?^\}\n/ms, `$1;
$2    const { buffer } = getUint8ArrayMemory0();
    if (cachedDataViewMemory0?.buffer !== buffer) cachedDataViewMemory0 = new DataView(buffer);
    return cachedDataViewMemory0;
}
`],
  // A string is passed on without an intermediate value.
  [/const ret = (typeof\(obj\) === 'string') \? obj : undefined;\n(.*)isLikeNone\(ret\) \? 0 : passStringToWasm0\(ret(.*);\n.*\n(.*)len1/, "$2$1 ? passStringToWasm0(obj$3 : 0;\n$4WASM_VECTOR_LEN"],
  [/^function isLikeNone.*?^\}\n/ms, ""],
  // The decoder is created on first use, in the same way as it is replaced after MAX_SAFARI_DECODE_BYTES. A simulated page may have no TextDecoder,
  // and importing the package must work there. A new instance of the module keeps using the same decoder.
  [/^(let cachedTextDecoder) = .*\n.*decode\(\);$/m, "$1;"],
  [/^(let numBytesDecoded = )0;$/m, "$1MAX_SAFARI_DECODE_BYTES;"],
  // A text with a character beyond ASCII is encoded as a whole. Other texts are copied without the encoder, whose call takes longer.
  [/^    if \(realloc === undefined\) \{.*?^    \}\n/ms, ""],
  [/^ +if \(offset !== 0\) \{.*?^        \}\n/ms, ""],
  [/len = offset \+ arg\.length \* 3/, "len *= 3"],
  [/subarray\(ptr \+ offset, ptr \+ len\)/, "subarray(ptr, ptr + len)"],
  [/const ret = cachedTextEncoder\.encodeInto\(arg, view\);\n\n +offset \+= ret\.written/, "offset = (cachedTextEncoder ??= new TextEncoder()).encodeInto(arg, view).written"],
  [/^const cachedTextEncoder = new TextEncoder\(\);$/m, "let cachedTextEncoder;"],
  [/: function\((\w+(?:, \w+)*)?\) \{\n/g, (_, names = "") => `: (${names}) => {\n`],
];

const [, , glue] = process.argv;
let text = readFileSync(glue, "utf8");
for (const [pattern, instead] of passages) {
  const before = text;
  text = text.replace(pattern, instead);
  if (text === before) throw new Error(`${glue} does not have ${pattern}`);
}
writeFileSync(glue, text);
