// What a verb's words after `--` choose from its list.

import { Problem } from "./process.mjs";

/** The entries of `list` that `names` names, all without a name. Throws a {@link Problem} when there is no such `what`. */
export function named(list, names, what) {
  const known = list.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem(`no ${what} ${JSON.stringify(unknown)}; there are ${known.join(", ")}`);
  return names.length === 0 ? list : list.filter(({ name }) => names.includes(name));
}
