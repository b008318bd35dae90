// Workers compile no bytes at run time: the wasm is an import.

import { initSync } from "../glue/outx_sandbox.js";
import module from "../outx_sandbox_bg.wasm";
import { defineCreateSandbox } from "./sandbox.js";

export const createSandbox = defineCreateSandbox({ load: async () => void initSync({ module }) });
