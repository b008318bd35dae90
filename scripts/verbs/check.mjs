// npm run check [-- NAME...]: everything that can be judged without running the product. Goes on after a failure, and ends with what
// failed and the command to run next.

import { selectByName } from "../lib/select-by-name.mjs";
import { Problem, main, run, start } from "../lib/process.mjs";

// What every machine can lint: bindgen is a copy of somebody else's command line.
const crates = ["--locked", "--workspace", "--exclude", "bindgen", "--all-features"];

// Judges the doc comments and writes nothing. A field whose name is the API's own needs none. Sources would be links into a remote.
const documented = ["Class", "Interface", "TypeAlias", "Function", "CallSignature"].flatMap((kind) => ["--requiredToBeDocumented", kind]);
const typedoc = [
  "--tsconfig", "tests/types/tsconfig.json", "--emit", "none", "--disableSources", "--validation.notDocumented", ...documented,
  "--treatWarningsAsErrors", "--logLevel", "Warn",
];

/** `mend`: the command to run next, where it is not the check again. `built`: judges what the check "build" leaves. */
const checks = [
  { name: "format", command: ["cargo", "fmt", "--all", "--check"], mend: "cargo fmt --all" },
  { name: "lints", command: ["cargo", "clippy", "--quiet", ...crates, "--all-targets", "--", "-D", "warnings"] },
  { name: "docs", command: ["cargo", "doc", "--quiet", "--no-deps", ...crates], env: { RUSTDOCFLAGS: "-D warnings" } },
  { name: "licences", command: ["node", "scripts/verbs/licences.mjs", "--check"], mend: "npm run licences" },
  { name: "build", command: ["scripts/build/all"] },
  { name: "types", built: true, command: ["node_modules/.bin/tsc", "--project", "tests/types"] },
  { name: "type-docs", built: true, command: ["node_modules/.bin/typedoc", "--entryPoints", "pkg/index.d.ts", "--entryPoints", "pkg/testing.d.ts", ...typedoc] },
  { name: "console-types", built: true, command: ["npm", "run", "--silent", "--workspace", "www", "types"] },
  { name: "package", built: true, command: ["node", "scripts/check/package-contents.mjs"] },
  { name: "size", built: true, command: ["node", "scripts/check/size.mjs", "--check"] },
];

await main(async () => {
  const chosen = selectByName(checks, process.argv.slice(2), "check");
  await run("scripts/setup/packages");
  const failures = [];
  for (const { name, command: [program, ...args], env, built, mend } of chosen) {
    console.log(`== ${name}`);
    const how = await start(program, args, { env }).ended;
    if (how !== 0) failures.push(`${name}: ${program} ended with ${how}; next: ${mend ?? `npm run check -- ${built ? "build " : ""}${name}`}`);
  }
  if (failures.length > 0) throw new Problem(`${failures.length} of ${chosen.length} checks fail\n${failures.join("\n")}`);
  console.log(`${chosen.length} of ${checks.length} checks pass`);
});
