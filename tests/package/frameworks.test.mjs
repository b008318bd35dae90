// Applications of two frameworks that are quick to install and to build. `long-frameworks.mjs` has the others.

import { reactRouter, sveltekit } from "./frameworks.mjs";
import { framework } from "./support/framework.mjs";

framework(sveltekit);
framework(reactRouter);
