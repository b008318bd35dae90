// trim-glue.mjs GLUE: takes out of the glue what the client never comes by, and shortens what a minifier may not: 0.3 kB of the download.
// Each passage must be there: another wasm-bindgen is to be looked at first.

import { readFileSync, writeFileSync } from "node:fs";

const passages = [
  // No export schedules a fresh instance: the face asks for one itself.
  [/^    let ret;\n    __wbg_call_guard\(\);\n    ret = /gm, "    const ret = "],
  [/^    __wbg_call_guard\(\);\n/gm, ""],
  [/^function __wbg_call_guard\(\) \{.*?^\}\n/ms, ""],
  [/^.*__wbg_reinit_scheduled = .*\n/gm, ""],
  [/^.*__wbg_instance_id.*\n/gm, ""],
  // Both are declared.
  [/if \(typeof \w+ !== 'undefined'\) /g, ""],
  // The allocator can always grow a string in place of another.
  [/^    if \(realloc === undefined\) \{.*?^    \}\n/ms, ""],
  // The face compiles the module and gives it as it must be given.
  [/^    if \(module !== undefined\) \{.*?^    \}\n/ms, "    ({module} = module);\n"],
  [/^    if \(!\(module instanceof WebAssembly.Module\)\) \{.*?^    \}\n/ms, ""],
  // None of them is a constructor or asks for `this`.
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
