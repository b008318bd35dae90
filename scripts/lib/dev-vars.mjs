// The gateway's local settings, in .dev.vars. The npm package outx-gateway contains the code.

export { keepSessionSecret } from "../../worker/npm/cli/dev-vars.js";
