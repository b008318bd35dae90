// Checks imports against an order of layers.

const KINDS = ["backward", "sideways", "forbidden", "unplaced", "cycles"];

/**
 * Checks the imports within one part and returns `{ backward, sideways, forbidden, unplaced, cycles }`, each a list of sentences.
 *
 * A part is a folder. Its units are its subfolders and the files directly in it, named without extension. `layers` lists the units from the
 * lowest to the highest. A unit may import from itself and from lower layers. An inner array lists peers, which may not import each other. "."
 * stands for the files directly in the folder that are not listed. `forbid` lists pairs of which the first must not import the second, although
 * the order allows it.
 *
 * @param imports result of `importsOf`
 * @param paths paths of all files
 */
export function judgePart(folder, { layers, forbid = [] }, imports, paths) {
  const unit = (path) => unitOf(path, folder, layers);
  const rank = new Map(layers.flatMap((layer, index) => [layer].flat().map((name) => [name, index])));
  const inside = imports.filter(({ from, to }) => isIn(from, folder) && isIn(to, folder));
  const result = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (const { from, to, line } of inside) {
    const [here, there] = [unit(from), unit(to)];
    if (here === there || !rank.has(here) || !rank.has(there)) continue;
    const sentence = `${from}:${line} imports ${to}: ${here} must not import ${there}`;
    if (rank.get(there) > rank.get(here)) result.backward.push(sentence);
    else if (rank.get(there) === rank.get(here)) result.sideways.push(sentence);
    else if (forbid.some(([one, other]) => one === here && other === there)) result.forbidden.push(sentence);
  }
  const unplaced = new Set(paths.filter((path) => isIn(path, folder)).map(unit).filter((name) => !rank.has(name)));
  result.unplaced = [...unplaced].sort().map((name) => `${join(folder, name)} has no place in the order`);
  // The whole repository reports only cycles across its parts; each part reports its own.
  const isReported = (files) => folder !== "" || new Set(files.map(unit)).size > 1;
  result.cycles = cyclesAmong(inside).filter(isReported).map((files) => `${files.length} files import each other: ${files.join(", ")}`);
  return result;
}

/** Returns sentences about counts above the maximum (`over`), and about maxima that are above the count and can be lowered (`lower`). */
export function compareWithAllowed(folder, result, allowed = {}) {
  const over = [];
  const lower = [];
  for (const kind of KINDS) {
    const [count, most] = [result[kind].length, allowed[kind] ?? 0];
    if (count > most) over.push(`${folder || "repository"}: ${count} ${kind}, allowed ${most}`, ...result[kind].map((sentence) => `  ${sentence}`));
    if (count < most) lower.push(`${folder || "repository"}: ${count} ${kind}, lower "allowed" from ${most}`);
  }
  return { over, lower };
}

function unitOf(path, folder, layers) {
  const rest = folder === "" ? path : path.slice(folder.length + 1);
  const [first, ...more] = rest.split("/");
  if (more.length > 0) return first;
  const name = first.replace(/(\.d)?\.\w+$/, "");
  return layers.flat().includes(name) ? name : layers.flat().includes(".") ? "." : name;
}

function isIn(path, folder) {
  return folder === "" || path.startsWith(`${folder}/`);
}

function join(folder, name) {
  return folder === "" ? name : `${folder}/${name}`;
}

/**
 * Groups of files that import each other. Imports between a Rust module and its submodules do not count. Imports of declaration files do not
 * count either, since those do not exist at run time.
 */
function cyclesAmong(imports) {
  const next = new Map();
  for (const { from, to } of imports) {
    if (from.endsWith(".d.ts")) continue;
    if (isParentOf(from, to) || isParentOf(to, from)) continue;
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  return components(next).filter((group) => group.length > 1).map((group) => group.sort());
}

function isParentOf(one, other) {
  if (!one.endsWith(".rs")) return false;
  const folder = one.endsWith("/mod.rs") || one.endsWith("/lib.rs") ? one.slice(0, -"/mod.rs".length) : one.slice(0, -".rs".length);
  return other.startsWith(`${folder}/`);
}

/** Tarjan's strongly connected components. */
function components(next) {
  const [index, low, stack, onStack, groups] = [new Map(), new Map(), [], new Set(), []];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    onStack.add(node);
    for (const other of next.get(node) ?? []) {
      if (!index.has(other)) visit(other);
      if (onStack.has(other)) low.set(node, Math.min(low.get(node), low.get(other)));
    }
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    for (const member of group) onStack.delete(member);
    groups.push(group);
  };
  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return groups;
}
