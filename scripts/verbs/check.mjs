// npm run check [-- NAME...]: runs every check that does not run the product. Continues after a failure, and ends with the failed checks and
// the command to run next for each.

import { selectByName } from "../lib/select-by-name.mjs";
import { Problem, main, run, start } from "../lib/process.mjs";

// Excludes bindgen, which only wraps wasm-bindgen's command line.
const crates = ["--locked", "--workspace", "--exclude", "bindgen", "--all-features"];

// Checks doc comments and writes no files. Fields that the API names need no comment. Sources are off, because they would link to a remote repository.
const documented = ["Class", "Interface", "TypeAlias", "Function", "CallSignature"].flatMap((kind) => ["--requiredToBeDocumented", kind]);
const typedoc = [
  "--tsconfig", "tests/types/tsconfig.json", "--emit", "none", "--disableSources", "--validation.notDocumented", ...documented,
  "--treatWarningsAsErrors", "--logLevel", "Warn",
];

/**
 * `before`: a command that writes a file which the check needs. `fix`: the command to run after a failure, by default the check itself. `built`:
 * whether the check needs the output of the check "build".
 */
const checks = [
  { name: "format", command: ["cargo", "fmt", "--all", "--check"], fix: "cargo fmt --all" },
  { name: "generated", command: ["node", "scripts/verbs/generate.mjs", "--check"], fix: "npm run generate" },
  { name: "llms", command: ["node", "scripts/verbs/llms.mjs", "--check"], fix: "npm run llms" },
  { name: "lints", before: "scripts/build/openapi", command: ["cargo", "clippy", "--quiet", ...crates, "--all-targets", "--", "-D", "warnings"] },
  { name: "docs", before: "scripts/build/openapi", command: ["cargo", "doc", "--quiet", "--no-deps", ...crates], env: { RUSTDOCFLAGS: "-D warnings" } },
  { name: "licences", command: ["node", "scripts/verbs/licences.mjs", "--check"], fix: "npm run licences" },
  { name: "layers", command: ["node", "scripts/check/layers.mjs"] },
  { name: "words", command: ["node", "scripts/check/words.mjs"], fix: "npm run check -- words" },
  { name: "build", command: ["scripts/build/all"] },
  { name: "types", built: true, command: ["node_modules/.bin/tsc", "--project", "tests/types"] },
  { name: "type-docs", built: true, command: ["node_modules/.bin/typedoc", "--entryPoints", "pkg/index.d.ts", "--entryPoints", "pkg/testing.d.ts", "--entryPoints", "pkg/query.d.ts", "--entryPoints", "pkg/server.d.ts", ...typedoc] },
  { name: "console-types", built: true, command: ["npm", "run", "--silent", "--workspace", "www", "types"] },
  { name: "package", built: true, command: ["node", "scripts/check/package-contents.mjs"] },
  { name: "size", built: true, command: ["node", "scripts/check/size.mjs", "--check"] },
];

await main(async () => {
  const chosen = selectByName(checks, process.argv.slice(2), "check");
  await run("scripts/setup/packages");
  const failures = [];
  for (const { name, command: [program, ...args], before, env, built, fix } of chosen) {
    console.log(`== ${name}`);
    if (before) await run(before);
    const how = await start(program, args, { env }).ended;
    if (how !== 0) failures.push(`${name}: ${program} ended with ${how}; next: ${fix ?? `npm run check -- ${built ? "build " : ""}${name}`}`);
  }
  if (failures.length > 0) throw new Problem(`${failures.length} of ${chosen.length} checks fail\n${failures.join("\n")}`);
  console.log(`${chosen.length} of ${checks.length} checks pass`);
});
