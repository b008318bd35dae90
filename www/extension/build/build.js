// Builds the extension for Chromium into a folder to load unpacked and for Firefox into a folder beside it, and zips both. OUTX_GATEWAY is the
// built-in gateway; with OUTX_GATEWAY_FIXED=1 the options cannot change it. OUTX_EXTENSION_DIR sets the folder (default: www/extension/dist).

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { build } from "vite";

import { archive } from "./archive.js";
import { extensionId } from "./identity.js";
import { manifest } from "./manifest.js";
import { readSettings } from "./settings.js";

const root = join(import.meta.dirname, "..");
const folder = resolve(process.env.OUTX_EXTENSION_DIR ?? join(root, "dist"));
const { version } = JSON.parse(readFileSync(join(root, "../package.json"), "utf8"));
const { gateway, isFixed, hostsFor } = readSettings(process.env);

const define = { "import.meta.env.OUTX_GATEWAY": JSON.stringify(gateway), "import.meta.env.OUTX_GATEWAY_FIXED": JSON.stringify(isFixed) };
await build({ configFile: join(root, "vite.config.js"), logLevel: "warn", define, build: { outDir: folder } });

const firefox = `${folder}-firefox`;
rmSync(firefox, { recursive: true, force: true });
cpSync(folder, firefox, { recursive: true });
for (const [browser, target] of [["chromium", folder], ["firefox", firefox]]) {
  writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest({ browser, version, ...hostsFor(browser) }), null, 2)}\n`);
  writeFileSync(`${target}.zip`, archive(target));
}
console.log(`extension ${extensionId()} for ${gateway}${isFixed ? ", fixed" : ""} in ${folder} and ${folder}.zip, for Firefox in ${firefox} and ${firefox}.zip`);
