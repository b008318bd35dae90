// The gateway's local settings, from .dev.vars and the environment. The code is part of the npm package outx-gateway.

export { keepSessionSecret } from "../../worker/npm/cli/dev-vars.js";
export { readSettings } from "../../worker/npm/cli/settings.js";
