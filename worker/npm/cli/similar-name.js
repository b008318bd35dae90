// Finds the name that a mistyped one probably means.

/** Returns the name of `known` that differs from `name` by at most one typing error per 5 characters, 2 in all; `undefined` without one. Ignores case. */
export function findSimilar(name, known) {
  const errors = (one) => countErrors(name.toUpperCase(), one.toUpperCase());
  const [nearest] = [...known].sort((one, other) => errors(one) - errors(other));
  return errors(nearest) <= Math.min(2, Math.floor(nearest.length / 5)) ? nearest : undefined;
}

/** Counts the characters that are missing, added, replaced or swapped with the next: the optimal string alignment distance. */
function countErrors(text, expected) {
  const rows = [Array.from({ length: expected.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= text.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= expected.length; j++) {
      const replaced = rows[i - 1][j - 1] + (text[i - 1] === expected[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && text[i - 1] === expected[j - 2] && text[i - 2] === expected[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced, isSwapped ? rows[i - 2][j - 2] + 1 : Infinity);
    }
  }
  return rows[text.length][expected.length];
}
