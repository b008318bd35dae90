// npm run check -- words: checks that no file uses a banned word. The words, their replacements, and the maximum of each folder are in
// words.json beside this file. With folders or files as arguments (node scripts/check/words.mjs www) it lists the banned words in them. --lower
// lowers the maxima to the current counts.

import { readFileSync, writeFileSync } from "node:fs";

import { compareCounts, finder, folderOf } from "../lib/banned-words.mjs";
import { Problem, main } from "../lib/process.mjs";
import { readTracked } from "../lib/tracked-files.mjs";

const CONFIG = new URL("words.json", import.meta.url);
const { banned, exceptions, allowed, ignore } = JSON.parse(readFileSync(CONFIG, "utf8"));
const TEXT = /\.(rs|mjs|js|mts|ts|tsx|md|toml|ya?ml|html|css|c|sh|lua)$|^scripts\/[^.]+$|^\.ci\//;
const named = process.argv.slice(2).filter((argument) => argument !== "--lower");

await main(() => {
  const find = finder(banned, exceptions.map(({ text }) => text));
  const isIgnored = (path) => ignore.some((prefix) => path.startsWith(prefix));
  const found = [...readTracked((path) => TEXT.test(path) && !isIgnored(path))].flatMap(([path, text]) => find(text).map((one) => ({ path, ...one })));
  const counts = countBy(found, ({ path }) => folderOf(path));
  const { over, lower } = compareCounts(counts, allowed);
  const isListed = ({ path }) => (named.length > 0 ? named.some((name) => path.startsWith(name)) : over.some((line) => line.startsWith(`${folderOf(path)}: `)));
  for (const { path, line, word } of found.filter(isListed)) console.log(`${path}:${line}: ${word}`);
  for (const [word, count] of sorted(countBy(found, ({ word }) => word))) console.log(`${String(count).padStart(6)} ${word}, use ${replacementOf(word)}`);
  console.log(`${String(found.length).padStart(6)} in all: ${sorted(counts).map(([folder, count]) => `${folder} ${count}`).join(", ")}`);
  for (const sentence of lower) console.log(`note: ${sentence}`);
  if (process.argv.includes("--lower")) lowerMaxima(counts);
  if (over.length > 0) throw new Problem(`banned words:\n${over.join("\n")}\nreplace them as scripts/check/words.json says`);
});

function lowerMaxima(counts) {
  const lowered = Object.entries(allowed).map(([folder, most]) => [folder, Math.min(most, counts[folder] ?? 0)]).filter(([, most]) => most > 0);
  const lines = lowered.map(([folder, most]) => `    ${JSON.stringify(folder)}: ${most}`);
  const text = readFileSync(CONFIG, "utf8").replace(/"allowed": \{[^}]*\}/, `"allowed": {\n${lines.join(",\n")}\n  }`);
  writeFileSync(CONFIG, text);
}

function replacementOf(word) {
  return banned.find(({ words }) => words.includes(word)).use;
}

function countBy(list, key) {
  const counts = {};
  for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
}

function sorted(counts) {
  return Object.entries(counts).sort(([, one], [, other]) => other - one);
}
