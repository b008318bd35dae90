// import-values.mjs GLUE: imports into the glue the functions that the wasm reads values with.

import { readFileSync, writeFileSync } from "node:fs";

const [, , glue] = process.argv;
const text = readFileSync(glue, "utf8");
writeFileSync(glue, `import { kindOf, numberOf, percentDecode, readField, readHeader } from "./values.js";\n${text}`);
