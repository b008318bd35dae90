// trim-glue.mjs GLUE: removes code of the glue that the client never reaches, and writes the rest shorter: 0.4 kB of the download.
// Each passage must exist, so that an update of wasm-bindgen is reviewed.

import { readFileSync, writeFileSync } from "node:fs";

const passages = [
  // No export schedules a fresh instance: the JavaScript API makes one itself.
  [/^    let ret;\n    __wbg_call_guard\(\);\n    ret = /gm, "    const ret = "],
  [/^    __wbg_call_guard\(\);\n/gm, ""],
  [/^function __wbg_call_guard\(\) \{.*?^\}\n/ms, ""],
  [/^.*__wbg_reinit_scheduled = .*\n/gm, ""],
  [/^.*__wbg_instance_id.*\n/gm, ""],
  // Both are declared, and need no first value.
  [/^.*if \(typeof \w+ !== 'undefined'\) .*\n/gm, ""],
  // The JavaScript API compiles the module, and loads it once: the first instance is made like each further one.
  [/^ +wasmInstance = (new WebAssembly.Instance.*?);\n +wasm = wasmInstance.exports;/m, "    wasm = $1.exports;"],
  [/^let wasmModule, wasmInstance, wasm;\nfunction __wbg_finalize_init.*?^\}\n/ms, "let wasmModule, wasm;\n"],
  [/^(function initSync\(module\) \{\n).*?^\}\n/ms, "$1    wasmModule = module.module;\n    __wbg_reset_state();\n}\n"],
  // To ask the memory for its buffer takes longer than to ask the array, which is renewed with the memory.
  [/^ +cachedDataViewMemory0 = null;\n/m, ""],
  [/^(let cachedDataViewMemory0) = null;\n(function getDataViewMemory0\(\) \{\n).*?^\}\n/ms, `$1;
$2    const { buffer } = getUint8ArrayMemory0();
    if (cachedDataViewMemory0?.buffer !== buffer) cachedDataViewMemory0 = new DataView(buffer);
    return cachedDataViewMemory0;
}
`],
  // A value is passed on as what it is, or as nothing.
  [/const ret = (typeof\(obj\) === 'string') \? obj : undefined;\n(.*)isLikeNone\(ret\) \? 0 : passStringToWasm0\(ret(.*);\n.*\n(.*)len1/, "$2$1 ? passStringToWasm0(obj$3 : 0;\n$4WASM_VECTOR_LEN"],
  [/^function isLikeNone.*?^\}\n/ms, ""],
  // The decoder is created on first use, as it is after so many bytes: a simulated page may have no such class, and importing the package must work
  // there. A new instance goes on with the same one.
  [/^(let cachedTextDecoder) = .*\n.*decode\(\);$/m, "$1;"],
  [/^(let numBytesDecoded = )0;$/m, "$1MAX_SAFARI_DECODE_BYTES;"],
  // A text with a character beyond ascii is encoded whole; the others are copied without the encoder, which takes longer to call.
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
