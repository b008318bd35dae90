// The entry for Workers. They cannot compile wasm at run time, so it is imported as a module.

import { initSync } from "../glue/outx_sandbox.js";
import module from "../outx_sandbox_bg.wasm";
import { defineCreateSandbox } from "./sandbox.js";

export const createSandbox = defineCreateSandbox({ load: async () => void initSync({ module }) });
