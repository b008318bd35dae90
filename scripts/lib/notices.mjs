// Licence notices of dependencies: selects the files that contain them, and formats them.

/** The notices of a package that must be distributed. If the licence can be chosen, MIT is chosen if it has its own file. */
export function chosenFiles(expression, files) {
  const notices = files.filter((file) => /^(licen[cs]e|copying|copyright|notice)/i.test(file)).sort();
  const mit = notices.filter((file) => /mit/i.test(file));
  // Files of further licences (after AND, or of a part from elsewhere) are included.
  const others = notices.filter((file) => !/mit|apache|boost|bsl|copying|unlicense/i.test(file));
  return expression.includes(" OR ") && mit.length > 0 ? [...mit, ...others] : notices;
}

/** The notices of the product `what`. `works` are its parts, `[{ name, licence, texts }]`. A text that several works share is included once. */
export function text(what, works) {
  const sorted = [...works].sort((a, b) => compare(a.name, b.name));
  const shared = new Map();
  for (const { name, texts } of sorted) {
    for (const one of texts.map(tidied)) shared.set(one, [...(shared.get(one) ?? []), name]);
  }
  const list = sorted.map(({ name, licence }) => `${name}: ${licence}`).join("\n");
  const notices = [...shared].map(([notice, names]) => `${LINE}\n${names.join("\n")}\n${LINE}\n\n${notice}\n`);
  return `Work of others that is a part of ${what}, and under which licence. Its authors' notices follow.\nWritten by \`npm run licences\`.\n\n${list}\n\n${notices.join("\n")}`;
}

const LINE = "-".repeat(80);

function tidied(notice) {
  return notice.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").replace(/^\n+|\n+$/g, "");
}

// Compares by code unit, not by locale, so that the order is the same on every machine.
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
