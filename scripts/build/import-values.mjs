// import-values.mjs GLUE: adds to the glue the import of the functions with which the wasm reads JavaScript values.

import { readFileSync, writeFileSync } from "node:fs";

const [, , glue] = process.argv;
const text = readFileSync(glue, "utf8");
writeFileSync(glue, `import { kindOf, numberOf, percentDecode, readField, readHeader } from "./values.js";\n${text}`);
