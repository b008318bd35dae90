// Packed tarballs of the npm packages, installed into an empty folder outside the repository, as a user has them.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDERS = { "outx-client": "pkg", "outx-sandbox": "sandbox/npm", "outx-gateway": "worker/npm" };

const tarballs = new Map();
const folders = [];
process.on("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })));

/** An empty folder, removed when the process exits. */
export function emptyFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outx-packed-")));
  folders.push(folder);
  return folder;
}

/** Packs and installs the named packages into `folder`, from the tarballs and npm's cache. */
export function installPacked(folder, ...names) {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "package-lock.json"))) writeFileSync(join(folder, "package-lock.json"), JSON.stringify(thirdPartyLock()));
  npm(folder, "install", "--offline", "--ignore-scripts", ...names.map(tarballOf));
}

/** A new folder in which the named packages are installed. */
export function folderWithPacked(...names) {
  const folder = emptyFolder();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  installPacked(folder, ...names);
  return folder;
}

/**
 * The repository's lock without the repository's own packages. From it npm knows where each version is in its cache; without a lock it would
 * need the registry's lists of versions, which `npm ci` does not fetch. npm removes what the installed packages do not depend on.
 */
function thirdPartyLock() {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const thirdParty = Object.entries(packages).filter(([path, entry]) => path.startsWith("node_modules/") && !entry.link);
  return { name: "user", lockfileVersion, requires: true, packages: { "": {}, ...Object.fromEntries(thirdParty) } };
}

/** The path of a package's tarball. */
export function tarballOf(name) {
  if (!tarballs.has(name)) {
    const folder = emptyFolder();
    const [{ filename }] = JSON.parse(npm(folder, "pack", "--json", "--ignore-scripts", join(ROOT, FOLDERS[name])));
    tarballs.set(name, join(folder, filename));
  }
  return tarballs.get(name);
}

function npm(folder, ...args) {
  return execFileSync("npm", [...args, "--silent", "--no-audit", "--no-fund"], {
    cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"],
  });
}
