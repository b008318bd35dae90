import { join } from "node:path";

import { runnerImport } from "vite";

// The build checks addresses by the same rules as the options page. Vite imports them, because Node 20 cannot import TypeScript.
const { module: rules } = await runnerImport(join(import.meta.dirname, "../src/model/gateway-address.ts"), { configFile: false, logLevel: "error" });
const { module: texts } = await runnerImport(join(import.meta.dirname, "../src/lib/address-texts.ts"), { configFile: false, logLevel: "error" });

/** The gateway that `npm start` serves. */
const DEFAULT_GATEWAY = "http://127.0.0.1:8787";

/**
 * Reads the settings of a build.
 *
 * @param {{ OUTX_GATEWAY?: string, OUTX_GATEWAY_FIXED?: string }} env
 * @throws {Error} naming the setting, the value and what is allowed
 */
export function readSettings({ OUTX_GATEWAY: given = DEFAULT_GATEWAY, OUTX_GATEWAY_FIXED: fixed = "" }) {
  const { address: gateway, problem } = rules.parseGatewayAddress(given);
  if (problem) throw new Error(`OUTX_GATEWAY ${texts.addressProblems[problem]}: got "${given}"`);
  if (!["", "0", "1"].includes(fixed)) throw new Error(`OUTX_GATEWAY_FIXED must be 1 or 0: got "${fixed}"`);
  const isFixed = fixed === "1";
  return {
    gateway,
    isFixed,
    /** The parts of the manifest that name hosts. */
    hostsFor: (browser) => ({
      hosts: [rules.hostPattern(gateway, { withPort: browser !== "firefox" })],
      optionalHosts: isFixed ? [] : rules.ANY_GATEWAY,
      sources: isFixed ? [new URL(gateway).origin] : rules.ANY_SOURCE,
    }),
  };
}
