// The wrangler.toml of a project that uses the npm package outx-gateway, made from the repository's own.

const PACKAGE = "node_modules/outx-gateway";
/** Patterns in the repository's wrangler.toml with their replacements. Each must match exactly once. */
const CHANGES = [
  [/^name = "outx-gateway"$/m, 'name = "{{name}}"'],
  [/^# Mounts worker.*\nmain = "worker\/npm\/worker\.js"$/m, `main = "${PACKAGE}/worker.js"`],
  // The package is already built.
  [/^\[build\]\n(?:.+\n)+\n/m, ""],
  [/^directory = "www\/dist"$/m, `directory = "${PACKAGE}/console"`],
  [/www\/public\/_headers/, `${PACKAGE}/console/_headers`],
  // The template has no environments; in wrangler, they would not inherit these settings.
  [/\n(?:#.*\n)*\[env\.[\s\S]*$/, ""],
];

/**
 * Returns the template's text, in which `{{name}}` stands for the Worker's name.
 *
 * @throws {Error} When a part to change is not in `config`, or occurs twice.
 */
export function templateOf(config) {
  return CHANGES.reduce((text, [pattern, replacement]) => {
    const count = text.match(new RegExp(pattern.source, `${pattern.flags}g`))?.length ?? 0;
    if (count !== 1) throw new Error(`wrangler.toml matches ${pattern} ${count} times, expected once; correct scripts/lib/gateway-template.mjs`);
    return text.replace(pattern, replacement);
  }, config);
}
