// Draws a line chart as SVG, readable on light and dark pages.

const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 36;
const TOP = 28;

/** `points` are `[x, y]`, x rising; the y axis begins at 0. `mark` draws a vertical line at an x. */
export function chart({ title, x, y, points, mark }) {
  const maxX = points.at(-1)[0];
  const maxY = step(Math.max(...points.map((point) => point[1])));
  const atX = (value) => LEFT + (value / maxX) * (WIDTH - LEFT - 16);
  const atY = (value) => HEIGHT - BOTTOM - (value / maxY) * (HEIGHT - BOTTOM - TOP);
  const line = points.map(([px, py]) => `${atX(px).toFixed(1)},${atY(py).toFixed(1)}`).join(" ");
  const text = (px, py, words, anchor = "middle") => `<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const quarters = [0, 0.25, 0.5, 0.75, 1];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}, ${y} by ${x}"
  font-family="sans-serif" font-size="12" fill="#808080">
${text(LEFT, 16, `${title}, ${y}`, "start")}
${quarters.map((share) => `<path d="M${LEFT} ${atY(maxY * share).toFixed(1)}H${WIDTH - 16}" stroke="#808080" stroke-opacity=".3"/>${text(LEFT - 6, atY(maxY * share) + 4, (maxY * share).toFixed(0), "end")}`).join("\n")}
${quarters.map((share) => text(atX(maxX * share), HEIGHT - 16, Math.round(maxX * share).toLocaleString("en"))).join("\n")}
${text((WIDTH + LEFT) / 2, HEIGHT - 2, x)}
<path d="M${atX(mark).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#808080" stroke-dasharray="4 3"/>
<polyline points="${line}" fill="none" stroke="#2f7ed8" stroke-width="2"/>
</svg>
`;
}

/** Rounds up to a number whose four steps on the axis are round. */
function step(value) {
  const unit = 10 ** Math.floor(Math.log10(value)) * 0.4;
  return Math.ceil(value / unit) * unit;
}
