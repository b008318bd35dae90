import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { theme } from "../theme.ts";
import { type Day, statusClasses } from "../usage.ts";

const HEIGHT = 220;

/** The drawing only: the table beside it says the same to those who cannot see it. */
export function StackedBars({ days }: { days: Day[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const draw = () => new uPlot(options(parent, days), stacked(days), parent);
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
  }, [days, theme.value]);
  return <div ref={box} class="chart" aria-hidden="true" />;
}

// uPlot draws series over each other, so the whole stack comes first and its lowest part last.
function stacked(days: Day[]): uPlot.AlignedData {
  const sums = days.map(({ ok, refused, failed }) => [ok + refused + failed, ok + refused, ok] as const);
  return [days.map(({ day }) => Date.parse(day) / 1000), sums.map(([all]) => all), sums.map(([, two]) => two), sums.map(([, , one]) => one)];
}

function options(parent: HTMLElement, days: Day[]): uPlot.Options {
  const style = getComputedStyle(parent);
  // A canvas cannot read light-dark(): only a real property is resolved to a plain colour.
  const colour = (name: string) => {
    parent.style.color = `var(${name})`;
    return style.color;
  };
  const axis = { stroke: colour("--chart-text"), grid: { stroke: colour("--chart-line"), width: 1 }, ticks: { show: false }, font: `12px ${style.fontFamily}` };
  const last = days.length - 1;
  return {
    width: parent.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: {
      // Half a day more on each side, so that the outer bars are whole.
      x: { range: () => [(Date.parse(days[0]?.day ?? "") / 1000) - 43_200, (Date.parse(days[last]?.day ?? "") / 1000) + 43_200] },
      y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.1))] },
    },
    axes: [
      { ...axis, size: 28, gap: 6, grid: { show: false }, values: [[86_400, "{MMM} {D}", null, null, null, null, null, null, 1]], space: 64 },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000] },
    ],
    series: [{}, ...statusClasses.toReversed().map((name) => bars(colour(`--chart-${name}`)))],
  };
}

function bars(fill: string): uPlot.Series {
  return { fill, stroke: fill, width: 0, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 }) as uPlot.Series.PathBuilder };
}
