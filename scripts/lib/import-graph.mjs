// Finds which file imports which, for Rust, JavaScript and TypeScript. It reads only the text, so imports by macros and method calls are not found.

import { dirname, join, normalize } from "node:path/posix";

const SCRIPT = /\.(mjs|js|mts|ts|tsx)$/;
/** Extensions that may have to be added to a specifier to find its file. */
const EXTENSIONS = ["", ".ts", ".tsx", ".d.ts", ".js", ".mjs", "/index.ts", "/index.js"];

/**
 * Returns the imports among `files`, `[{ from, to, line }]`, at most one per pair of files and line.
 *
 * @param files Map of path to text
 * @param crates folder of a crate's modules by its name in `use`, for example `{ outx_core: "core/src" }`
 */
export function importsOf(files, crates) {
  const found = [];
  for (const [from, text] of files) {
    const targets = from.endsWith(".rs") ? rustTargets(from, text, files, crates) : SCRIPT.test(from) ? scriptTargets(from, text, files) : [];
    const seen = new Set();
    for (const { to, line } of targets) {
      if (to === from || seen.has(`${to} ${line}`)) continue;
      seen.add(`${to} ${line}`);
      found.push({ from, to, line });
    }
  }
  return found;
}

function scriptTargets(from, text, files) {
  const code = text.replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, blank);
  const specifiers = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\bnew URL\(\s*)(["'])(\.{1,2}\/[^"'?]*)[^"']*\1/g;
  return [...code.matchAll(specifiers)].flatMap((match) => {
    const path = normalize(join(dirname(from), match[2]));
    const to = [path, path.replace(/\.m?js$/, "")].flatMap((base) => EXTENSIONS.map((extension) => base + extension)).find((name) => files.has(name));
    return to ? [{ to, line: lineAt(code, match.index) }] : [];
  });
}

function rustTargets(from, text, files, crates) {
  const code = withoutComments(text);
  const own = Object.values(crates).find((folder) => from.startsWith(`${folder}/`));
  const inline = inlineModules(code);
  const heads = ["crate", "super", "self", ...Object.keys(crates)].join("|");
  return [...code.matchAll(new RegExp(`(?<![\\w:])(${heads})::`, "g"))].flatMap((match) => {
    const line = lineAt(code, match.index);
    const depth = inline.filter(({ begin, end }) => begin < match.index && match.index < end).length;
    return pathsAt(code, match.index + match[0].length).flatMap((path) => {
      const to = rustFile(from, match[1], path, { files, crates, own, depth });
      return to ? [{ to, line }] : [];
    });
  });
}

/** The file that declares a path which begins with `head` (`crate`, `super`, `self` or the name of a crate). */
function rustFile(from, head, path, { files, crates, own, depth }) {
  if (crates[head]) return longestModule(crates[head], [], path, files);
  if (!own) return undefined;
  const here = moduleOf(from, own);
  if (head === "crate") return longestModule(own, [], path, files);
  if (head === "self") return longestModule(own, here, path, files);
  const ups = path.findIndex((segment) => segment !== "super");
  const supers = 1 + (ups < 0 ? path.length : ups);
  // `super` inside an inline module leaves that module first.
  const up = supers - depth;
  if (up <= 0) return from;
  return up > here.length ? undefined : longestModule(own, here.slice(0, here.length - up), path.slice(supers - 1), files);
}

/** The positions at which the inline modules of a file begin and end. */
function inlineModules(code) {
  return [...code.matchAll(/\bmod\s+\w+\s*\{/g)].map(({ index, 0: head }) => {
    const begin = index + head.length;
    let open = 1;
    let end = begin;
    for (; open > 0 && end < code.length; end += 1) open += Number(code[end] === "{") - Number(code[end] === "}");
    return { begin, end };
  });
}

/** The path segments of a file's module: `["gateway", "http"]` for `core/src/gateway/http/mod.rs`. */
function moduleOf(file, root) {
  const segments = file.slice(root.length + 1).replace(/\.rs$/, "").split("/");
  return ["mod", "lib", "main"].includes(segments.at(-1)) ? segments.slice(0, -1) : segments;
}

function longestModule(root, base, path, files) {
  let found = moduleFile(root, base, files);
  const segments = [...base];
  for (const segment of path) {
    segments.push(segment);
    const next = moduleFile(root, segments, files);
    // A module that is declared inline has a folder and no file.
    if (!next && hasFolder([root, ...segments].join("/"), files)) continue;
    if (!next) return reexported(found, segment, root, segments.slice(0, -1), files) ?? found;
    found = next;
  }
  return found;
}

function moduleFile(root, segments, files) {
  const path = [root, ...segments].join("/");
  const names = segments.length === 0 ? [`${root}/lib.rs`, `${root}/main.rs`] : [`${path}.rs`, `${path}/mod.rs`];
  return names.find((name) => files.has(name));
}

function hasFolder(path, files) {
  return [...files.keys()].some((file) => file.startsWith(`${path}/`));
}

/** The file that `name` is re-exported from by a `pub use child::Name` in `file`. */
function reexported(file, name, root, base, files) {
  if (!file) return undefined;
  for (const [, visible, tree] of withoutComments(files.get(file)).matchAll(/\b(pub(?:\([^)]*\))? )use ((?:self::)?[a-z_][^;]*);/g)) {
    if (!visible) continue;
    for (const path of pathsAt(`${tree};`, 0)) {
      const segments = path[0] === "self" ? path.slice(1) : path;
      if ((path.alias ?? segments.at(-1)) !== name || ["crate", "super"].includes(segments[0])) continue;
      const target = moduleFile(root, [...base, segments[0]], files);
      if (target) return longestModule(root, base, segments, files);
    }
  }
  return undefined;
}

/** The paths of the use tree at `index`: `[["a", "b"], ["a", "c", "d"]]` for `a::{b, c::d}`. A path with `as` has an `alias`. */
function pathsAt(code, index) {
  const name = /\s*(?:r#)?([A-Za-z_]\w*|\*)/y;
  const read = (at, prefix) => {
    const open = /\s*\{/y;
    open.lastIndex = at;
    if (open.test(code)) return readGroup(open.lastIndex, prefix);
    name.lastIndex = at;
    const match = name.exec(code);
    if (!match) return { paths: [prefix], end: at };
    const path = match[1] === "*" ? prefix : [...prefix, match[1]];
    const more = /\s*::(?!<)/y;
    more.lastIndex = name.lastIndex;
    if (more.test(code)) return read(more.lastIndex, path);
    const alias = /\s+as\s+(\w+)/y;
    alias.lastIndex = name.lastIndex;
    const renamed = alias.exec(code);
    return { paths: [Object.assign(path, renamed && { alias: renamed[1] })], end: renamed ? alias.lastIndex : name.lastIndex };
  };
  const readGroup = (at, prefix) => {
    const paths = [];
    let end = at;
    for (;;) {
      const close = /\s*\}/y;
      close.lastIndex = end;
      if (close.test(code)) return { paths, end: close.lastIndex };
      const one = read(end, prefix);
      paths.push(...one.paths);
      const separator = /\s*,?/y;
      separator.lastIndex = one.end;
      separator.test(code);
      if (separator.lastIndex <= end) return { paths, end };
      end = separator.lastIndex;
    }
  };
  return read(index, []).paths;
}

function withoutComments(text) {
  return text.replace(/\/\*[^]*?\*\/|\/\/.*$|"(?:[^"\\]|\\[^])*"/gm, blank);
}

// Replaces characters by spaces and keeps line breaks, so that line numbers stay the same.
function blank(text) {
  return text.replace(/[^\n]/g, " ");
}

function lineAt(text, index) {
  return text.slice(0, index).split("\n").length;
}
