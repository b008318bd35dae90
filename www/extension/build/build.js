// Builds the extension into a folder to load unpacked, and zips it. OUTX_GATEWAY says whose gateway it talks to;
// OUTX_EXTENSION_DIR moves the folder (default: dist beside this one), and the zip lies beside it.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { build } from "vite";

import { archive } from "./archive.js";
import { gatewayOrigin } from "./gateway.js";
import { extensionId } from "./identity.js";
import { manifest } from "./manifest.js";

const root = join(import.meta.dirname, "..");
const folder = resolve(process.env.OUTX_EXTENSION_DIR ?? join(root, "dist"));
const gateway = gatewayOrigin(process.env.OUTX_GATEWAY);
const { version } = JSON.parse(readFileSync(join(root, "../package.json"), "utf8"));

await build({ configFile: join(root, "vite.config.js"), logLevel: "warn", build: { outDir: folder } });
writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest({ gateway, version }), null, 2)}\n`);
writeFileSync(`${folder}.zip`, archive(folder));
console.log(`extension ${extensionId()} for ${gateway} in ${folder} and ${folder}.zip`);
