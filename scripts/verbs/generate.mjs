// npm run generate: writes the committed files that are generated from the description of the API in core/src/api: types of TypeScript and
// Rust, typed methods, reference pages.
// npm run check -- generated: checks that the committed files are current.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { Problem, main, root, run } from "../lib/process.mjs";

/** Folders in which every file is generated. A file that is not generated any more is removed. */
const folders = ["docs/reference", "src/operations", "src/types/args", "src/types/responses"];

await main(async () => {
  const made = mkdtempSync(join(tmpdir(), "outx-generated-"));
  try {
    await run("cargo", ["run", "--quiet", "--locked", "--package", "outx-core", "--features", "docs", "--bin", "outx-docs", "--", "--committed", made]);
    const files = filesBelow(made).map((path) => path.slice(made.length + 1));
    const rust = files.filter((file) => file.endsWith(".rs")).map((file) => join(made, file));
    await run("rustfmt", ["--edition", "2024", "--config-path", root, ...rust]);
    const stale = files.filter((file) => read(join(root, file)) !== read(join(made, file)));
    const left = folders.flatMap((folder) => filesBelow(join(root, folder)).map((path) => path.slice(root.length))).filter((file) => !files.includes(file));
    if (process.argv.includes("--check")) {
      const problems = [...stale.map((file) => `${file} is not what is generated`), ...left.map((file) => `${file} is generated no more`)];
      if (problems.length > 0) throw new Problem(`${problems.join("\n")}\nnext: npm run generate`);
      console.log(`${files.length} generated files are current`);
      return;
    }
    for (const file of stale) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), read(join(made, file)));
    }
    for (const file of left) rmSync(join(root, file));
    console.log([...stale, ...left.map((file) => `${file} (removed)`)].join("\n") || "nothing has changed");
  } finally {
    rmSync(made, { recursive: true });
  }
});

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
