// Finds banned words in text and in identifiers; camelCase and snake_case are split into words.

/**
 * @param list `[{ words, use }]` of the configuration; each of `words` is one word, or several with a space between
 * @param exceptions texts in which banned words are not counted
 * @returns a function from a text to `[{ line, word }]`, `line` counted from 1
 */
export function finder(list, exceptions = []) {
  const single = new Set();
  const phrases = [];
  for (const word of list.flatMap(({ words }) => words)) {
    if (word.includes(" ")) phrases.push(word);
    else single.add(word);
  }
  const without = (line) => exceptions.reduce((text, exception) => text.replaceAll(exception, " "), line);
  return (text) => text.split("\n").flatMap((raw, index) => {
    const words = wordsIn(without(raw));
    const joined = ` ${words.join(" ")} `;
    const found = [...words.filter((word) => single.has(word)), ...phrases.filter((phrase) => joined.includes(` ${phrase} `))];
    return found.map((word) => ({ line: index + 1, word }));
  });
}

/** The words of a line in lower case; camelCase, snake_case and kebab-case are split. */
export function wordsIn(line) {
  return (line.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}

/** The folder that a path counts for: "docs/reference", else the first segment, "." for files at the top. */
export function folderOf(path) {
  if (path.startsWith("docs/reference/")) return "docs/reference";
  return path.includes("/") ? path.split("/")[0] : ".";
}

/** Returns sentences about folders with more words than allowed (`over`), and about maxima that are above the count and can be lowered (`lower`). */
export function compareCounts(counts, allowed) {
  const folders = [...new Set([...Object.keys(counts), ...Object.keys(allowed)])].sort();
  const pairs = folders.map((folder) => ({ folder, count: counts[folder] ?? 0, most: allowed[folder] ?? 0 }));
  return {
    over: pairs.filter(({ count, most }) => count > most).map(({ folder, count, most }) => `${folder}: ${count} banned words, allowed ${most}`),
    lower: pairs.filter(({ count, most }) => count < most).map(({ folder, count, most }) => `${folder}: ${count} banned words, lower "allowed" from ${most}`),
  };
}
