// Formats rows of figures.

/** A ratio that falls by more than this share is reported. */
const TOLERANCE = 0.1;
const HEAD = ["name", "at", "unit", "ours", "peer", "peer's name", "ratio", "spread", "goal", ""];

/** A Markdown table, with `met` or `missed` in the last column. */
export function table(rows) {
  const cells = [HEAD, ...rows.map((row) => [
    row.name, row.at ?? "", row.unit, figure(row.ours), figure(row.peer), row.peerName,
    row.ratio.toFixed(2), `± ${row.spread.toFixed(1)} %`, goal(row), verdict(row),
  ].map(String))];
  const widths = HEAD.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [head, ...body] = cells.map(line);
  return [head, line(widths.map((width) => "-".repeat(width))), ...body].join("\n");
}

/** One JSON object per line. `goal` is that of the ratio; `null` for a figure without a goal. */
export function lines(rows) {
  return rows.map(({ atLeast, atMost, ...row }) => {
    const goal = atLeast ?? atMost ?? null;
    const better = atLeast === undefined && !row.unit.endsWith("/s") ? "lower" : "higher";
    return `${JSON.stringify({ ...row, goal, better })}\n`;
  }).join("");
}

/** Returns `rows` and the rows of `recorded` that they do not replace, in the form that {@link table} and {@link lines} accept. */
export function merged(rows, recorded) {
  const fresh = new Set(rows.map(identity));
  const kept = parse(recorded).filter((row) => !fresh.has(identity(row)));
  return [...rows, ...kept.map(({ goal, better, ...row }) => (
    goal === null ? row : { ...row, [better === "higher" ? "atLeast" : "atMost"]: goal }
  ))].sort((a, b) => a.name.localeCompare(b.name) || (a.at ?? 0) - (b.at ?? 0));
}

/** Returns a sentence for every ratio that is worse by more than a tenth than in `recorded`, a text that {@link lines} wrote. */
export function falls(rows, recorded) {
  const before = new Map(parse(recorded).map((row) => [identity(row), row]));
  return parse(lines(rows)).flatMap((row) => {
    const old = before.get(identity(row));
    if (!old) return [];
    const change = row.better === "higher" ? row.ratio / old.ratio : old.ratio / row.ratio;
    return change < 1 - TOLERANCE ? [`${row.name} stands at ${row.ratio.toFixed(2)} of ${row.peerName}; ${old.ratio.toFixed(2)} is recorded`] : [];
  });
}

function parse(text) {
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

function identity({ name, at, peerName }) {
  return JSON.stringify([name, at, peerName]);
}

function goal({ atLeast, atMost }) {
  if (atLeast !== undefined) return `≥ ${atLeast}`;
  return atMost === undefined ? "" : `≤ ${atMost}`;
}

function verdict({ ratio, atLeast = -Infinity, atMost = Infinity }) {
  if (atLeast === -Infinity && atMost === Infinity) return "";
  return ratio >= atLeast && ratio <= atMost ? "met" : "missed";
}

function figure(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
