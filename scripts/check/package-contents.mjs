// Checks what `npm publish` would send: every file that package.json names and nothing else, no path of this machine, and what publint and attw
// report about the entries.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { localPathsIn } from "../lib/local-paths.mjs";
import { Problem, main, root, run } from "../lib/process.mjs";

const folder = join(root, "pkg");

await main(async () => {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [{ files, size }] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
  );
  const packed = files.map((file) => file.path);
  const { messages } = await publint({ pkgDir: folder, strict: true });
  const complaints = [
    ...promised(manifest).filter((path) => !packed.some((name) => name === path || name.startsWith(`${path}/`))).map((path) => `package.json names ${path}, which is not in the package`),
    ...packed.filter((path) => /\.(map|rs|tgz)$|\.test\.|^(node_modules|tests?)\//.test(path)).map((path) => `${path} does not belong in the package`),
    ...packed.flatMap(localPaths),
    ...messages.map((message) => formatMessage(message, manifest)),
  ];
  if (complaints.length > 0) throw new Problem(`the package is not fit to publish:\n${complaints.join("\n")}`);

  // Types resolve for old resolvers too, except for node10, which does not know `exports`.
  await run("node_modules/.bin/attw", ["--pack", "pkg", "--profile", "esm-only", "--format", "table-flipped"]);
  console.log(`${packed.length} files, ${(size / 1000).toFixed(1)} kB packed`);
});

// The files behind `exports`, `types` and `files`, without patterns.
function promised(manifest) {
  const targets = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry ?? {}).flatMap(targets));
  return [...targets(manifest.exports), ...targets(manifest.types), ...targets(manifest.files)]
    .map((path) => path.replace(/^\.\//, ""))
    .filter((path) => !path.includes("*"));
}

function localPaths(path) {
  return localPathsIn(readFileSync(join(folder, path))).map((local) => `${path} contains a path of this machine, ${local}`);
}
