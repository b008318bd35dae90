// trim-glue.mjs GLUE: removes code of the glue that the client never reaches, and shortens names that a minifier must keep: 0.3 kB of the download.
// Each passage must exist, so that an update of wasm-bindgen is reviewed.

import { readFileSync, writeFileSync } from "node:fs";

const passages = [
  // No export schedules a fresh instance: the JavaScript API makes one itself.
  [/^    let ret;\n    __wbg_call_guard\(\);\n    ret = /gm, "    const ret = "],
  [/^    __wbg_call_guard\(\);\n/gm, ""],
  [/^function __wbg_call_guard\(\) \{.*?^\}\n/ms, ""],
  [/^.*__wbg_reinit_scheduled = .*\n/gm, ""],
  [/^.*__wbg_instance_id.*\n/gm, ""],
  // Both are declared.
  [/if \(typeof \w+ !== 'undefined'\) /g, ""],
  // The allocator can always reallocate a string.
  [/^    if \(realloc === undefined\) \{.*?^    \}\n/ms, ""],
  // The JavaScript API compiles the module and passes it in the form needed.
  [/^    if \(module !== undefined\) \{.*?^    \}\n/ms, "    ({module} = module);\n"],
  [/^    if \(!\(module instanceof WebAssembly.Module\)\) \{.*?^    \}\n/ms, ""],
  // A simulated page may have neither class: importing the package must work there.
  // The decoder is created on first use, as it is after so many bytes. A new instance goes on with the same one.
  [/^(let cachedTextDecoder) = .*\n.*decode\(\);$/m, "$1;"],
  [/^(let numBytesDecoded = )0;$/m, "$1MAX_SAFARI_DECODE_BYTES;"],
  [/^    numBytesDecoded = 0;\n/m, ""],
  [/^const cachedTextEncoder = (new TextEncoder\(\));$/m, "let cachedTextEncoder;"],
  [/cachedTextEncoder(?=\.encodeInto\()/, "(cachedTextEncoder ??= new TextEncoder())"],
  // A grown memory has another buffer, in every engine.
  [/(cached\w+) === null \|\| \w+\.buffer\.detached === true \|\| \(.*?(wasm\.\w+\.buffer)\)(?=\) \{$)/gm, "$1?.buffer !== $2"],
  // None of them is a constructor or uses `this`.
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
