// npm run check: everything that can be judged without running the product. Goes on after a failure and lists them all.

import { Problem, main, run } from "./lib/process.mjs";

// What every machine can lint: bindgen is a copy of somebody else's command line.
const crates = ["--locked", "--workspace", "--exclude", "bindgen", "--all-features"];

// Judges the doc comments and writes nothing. A field whose name is the API's own needs none. Sources would be links into a remote.
const documented = ["Class", "Interface", "TypeAlias", "Function", "CallSignature"].flatMap((kind) => ["--requiredToBeDocumented", kind]);
const typedoc = [
  "--tsconfig", "tests/types/tsconfig.json", "--emit", "none", "--disableSources", "--validation.notDocumented", ...documented,
  "--treatWarningsAsErrors", "--logLevel", "Warn",
];

const checks = [
  ["format", "cargo", ["fmt", "--all", "--check"]],
  ["lints", "cargo", ["clippy", "--quiet", ...crates, "--all-targets", "--", "-D", "warnings"]],
  ["docs", "cargo", ["doc", "--quiet", "--no-deps", ...crates], { env: { RUSTDOCFLAGS: "-D warnings" } }],
  ["build", "scripts/build", []],
  ["types", "node_modules/.bin/tsc", ["--project", "tests/types"]],
  ["type docs", "node_modules/.bin/typedoc", ["--entryPoints", "pkg/index.d.ts", ...typedoc]],
  ["console types", "npm", ["run", "--silent", "--workspace", "www", "types"]],
  ["package contents", "node", ["scripts/package-contents.mjs"]],
  ["size", "node", ["scripts/size.mjs", "--check"]],
];

await main(async () => {
  await run("scripts/packages");
  const failures = [];
  for (const [what, command, args, options] of checks) {
    console.log(`== ${what}`);
    try {
      await run(command, args, options);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.push(`${what}: ${error.message}`);
    }
  }
  if (failures.length > 0) throw new Problem(`${failures.length} of ${checks.length} checks fail\n${failures.join("\n")}`);
  console.log(`${checks.length} checks pass`);
});
