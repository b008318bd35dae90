// The gateway's local settings, in .dev.vars and the environment. The npm package outx-gateway contains the code.

export { keepSessionSecret } from "../../worker/npm/cli/dev-vars.js";
export { readSettings } from "../../worker/npm/cli/settings.js";
