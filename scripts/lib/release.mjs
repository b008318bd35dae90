// Checks whether a version can be published.

/**
 * Returns the reasons not to publish the package in `folder`. `manifest` is its package.json, `crates` the workspace's version in Cargo.toml,
 * `changelog` the text of CHANGELOG.md, `tags` the tags of the commit, and `changes` the lines of `git status`.
 */
export function releaseProblems({ folder = "pkg", manifest, crates, changelog, tags, changes }) {
  const { version, dependencies, peerDependencies } = manifest;
  const file = `${folder}/package.json`;
  const problems = [];
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) problems.push(`${file} has version ${JSON.stringify(version)}, which is none`);
  if (crates !== version) problems.push(`Cargo.toml has version ${crates}, ${file} has ${version}`);
  const section = new RegExp(`^## \\[?${version.replaceAll(".", "\\.")}\\]?( |$)`, "m");
  if (!section.test(changelog)) problems.push(`CHANGELOG.md has no section for ${version}`);
  if (!tags.includes(`v${version}`)) problems.push(`the commit has no tag v${version}`);
  if (changes.length > 0) problems.push(`the work tree has changes: ${changes.join(", ")}`);
  if (manifest.publishConfig?.access !== "public" || manifest.publishConfig?.provenance !== true) {
    problems.push(`${file} needs publishConfig with access public and provenance true`);
  }
  if (manifest.private) problems.push(`${file} is private`);
  for (const [name, wanted] of Object.entries({ ...dependencies, ...peerDependencies })) {
    if (name.startsWith("outx-") && wanted !== version) problems.push(`${file} depends on ${name} ${wanted}, expected ${version}`);
  }
  return problems;
}
