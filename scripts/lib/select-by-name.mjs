// Selects entries of a verb's list by the names after `--`.

import { Problem } from "./process.mjs";

/** Returns the entries of `list` with these names, or all when there are no names. Throws a {@link Problem} for an unknown name; `what` is the kind of entry. */
export function selectByName(list, names, what) {
  const known = list.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem(`no ${what} ${JSON.stringify(unknown)}; there are ${known.join(", ")}`);
  return names.length === 0 ? list : list.filter(({ name }) => names.includes(name));
}
