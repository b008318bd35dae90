// Reads the totals that test runners print.

import { stripVTControlCharacters } from "node:util";

/**
 * Sums the totals that node's spec reporter (`ℹ pass 3`) and libtest (`test result: ok. 3 passed; 0 failed; 1 ignored; ...`)
 * print at the end. Returns `{ passed, failed, skipped, reasons }`, with a reason for each skipped test that has one.
 */
export function counts(output) {
  const text = stripVTControlCharacters(output);
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
  return {
    passed: sum(/^ℹ pass (\d+)$/gm) + sum(/^test result: .*?(\d+) passed/gm),
    failed: sum(/^ℹ (?:fail|cancelled) (\d+)$/gm) + sum(/^test result: .*?(\d+) failed/gm),
    skipped: sum(/^ℹ (?:skipped|todo) (\d+)$/gm) + sum(/^test result: .*?(\d+) ignored/gm),
    reasons: [...text.matchAll(/^\s*﹣ (.+?) \([\d.]+ms\) # (.+)$/gm)].map(([, test, reason]) => `${test}: ${reason}`),
  };
}

/**
 * Returns the same for the output of a test layer that ended with `how` (an exit code, or the name of a signal). A build error prints no counts
 * and is a failure. A layer that runs no tests is a failure too, unless it skips all of them with a reason.
 */
export function layerCounts(output, how) {
  const sum = counts(output);
  if ((how !== 0 && sum.failed === 0) || (sum.passed === 0 && sum.reasons.length === 0)) sum.failed += 1;
  return sum;
}
