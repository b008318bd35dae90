import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

import { theme } from "../state/theme.ts";
import "uplot/dist/uPlot.min.css";

const HEIGHT = 220;
const steps = {
  day: { seconds: 86_400, format: "{MMM} {D}", apart: [1, 2, 3, 5, 7, 14] },
  hour: { seconds: 3_600, format: "{HH}:{mm}", apart: [1, 2, 3, 6, 12, 24] },
};

export interface Bars {
  /** Ms since the epoch, evenly apart. */
  times: number[];
  /** Between two times. Days are those of UTC, hours the reader's. */
  step: "day" | "hour";
  /** From the bottom up: a colour of tokens.css, and one value per time. */
  layers: { colour: string; values: number[] }[];
  /** The text above the drawing while the pointer is on a bar. */
  say: (index: number) => string;
}

/** Only the drawing: the table beside it has the same data for screen readers. */
export function StackedBars({ bars }: { bars: Bars }) {
  const box = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const point = ({ cursor: { idx } }: uPlot) => {
      if (said.current) said.current.textContent = idx == null ? "" : bars.say(idx);
    };
    const draw = () => new uPlot(options(parent, bars, point), stacked(bars), parent);
    let chart = draw();
    const redraw = () => {
      chart.destroy();
      chart = draw();
    };
    const sizes = new ResizeObserver(() => chart.setSize({ width: parent.clientWidth, height: HEIGHT }));
    sizes.observe(parent);
    // Colours are read when the chart is made.
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", redraw);
    return () => {
      dark.removeEventListener("change", redraw);
      sizes.disconnect();
      chart.destroy();
    };
  }, [bars, theme.value]);
  return (
    <div class="chart" aria-hidden="true">
      <p ref={said} class="chart-said" />
      <div ref={box} />
    </div>
  );
}

// uPlot draws series over each other, so the whole stack comes first and its lowest part last.
function stacked({ times, layers }: Bars): uPlot.AlignedData {
  const upTo = (count: number) => times.map((_, at) => layers.slice(0, count).reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  return [times.map((time) => time / 1000), ...layers.map((_, index) => upTo(layers.length - index))] as uPlot.AlignedData;
}

function options(parent: HTMLElement, { times, step, layers }: Bars, onPoint: (chart: uPlot) => void): uPlot.Options {
  const style = getComputedStyle(parent);
  // A canvas cannot read light-dark(): only a real property is resolved to a plain colour.
  const colour = (name: string) => {
    parent.style.color = `var(${name})`;
    return style.color;
  };
  const axis = { stroke: colour("--chart-text"), grid: { stroke: colour("--chart-line"), width: 1 }, ticks: { show: false }, font: `12px ${style.fontFamily}` };
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const { seconds, format, apart } = steps[step];
  // Half a step more on each side, so that the outer bars are whole.
  const range: [number, number] = [first / 1000 - seconds / 2, last / 1000 + seconds / 2];
  return {
    width: parent.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [onPoint] },
    ...(step === "day" && { tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC") }),
    scales: { x: { range: () => range }, y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.1))] } },
    axes: [
      {
        ...axis,
        size: 28,
        gap: 6,
        grid: { show: false },
        values: [[seconds, format, null, null, null, null, null, null, 1]],
        incrs: apart.map((count) => count * seconds),
        space: 64,
      },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000] },
    ],
    series: [{}, ...layers.toReversed().map((layer) => bar(colour(layer.colour)))],
  };
}

function bar(fill: string): uPlot.Series {
  return { fill, stroke: fill, width: 0, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 }) as uPlot.Series.PathBuilder };
}
