// Loaded by stacked-bars.tsx when a chart is shown, together with the chart library and its style sheet.

import uPlot from "uplot";

import type { Bars, Drawing } from "./bars.ts";
import "uplot/dist/uPlot.min.css";

const AXIS_X_PX = 28;
const AXIS_Y_PX = 44;

/** Draws a chart that fills `parent`. Calls `onPoint` with the index of the bar under the pointer, or with `undefined`. */
export function drawBars(parent: HTMLElement, bars: Bars, onPoint: (index: number | undefined) => void): Drawing {
  const setCursor = ({ cursor: { idx } }: uPlot) => onPoint(idx ?? undefined);
  const chart = new uPlot(options(parent, bars, setCursor), stacked(bars), parent);
  const sizes = new ResizeObserver(() => chart.setSize(sizeOf(parent)));
  sizes.observe(parent);
  return {
    remove() {
      sizes.disconnect();
      chart.destroy();
    },
  };
}

// uPlot draws series over each other, so the sum of all layers comes first and the lowest layer last.
function stacked({ names, layers }: Bars): uPlot.AlignedData {
  const upTo = (count: number) => names.map((_, at) => layers.slice(0, count).reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  return [names.map((_, at) => at), ...layers.map((_, index) => upTo(layers.length - index))];
}

function options(parent: HTMLElement, { names, layers }: Bars, setCursor: (chart: uPlot) => void): uPlot.Options {
  const { fontFamily } = getComputedStyle(parent);
  const axis: uPlot.Axis = {
    stroke: colourOf(parent, "chart-text", "color"),
    grid: { stroke: colourOf(parent, "chart-line", "color"), width: 1 },
    ticks: { show: false },
    font: `12px ${fontFamily}`,
  };
  return {
    ...sizeOf(parent),
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [setCursor] },
    scales: {
      // Half a bar is added on each side, so that the outer bars are not cut.
      x: { time: false, range: () => [-0.5, names.length - 0.5] },
      y: { range: (_, __, max) => [0, Math.max(4, Math.ceil(max * 1.1))] },
    },
    axes: [
      { ...axis, size: AXIS_X_PX, gap: 6, grid: { show: false }, values: (_, at) => at.map((index) => names[index] ?? ""), incrs: [1, 2, 3, 6, 7, 12, 14, 24], space: 64 },
      { ...axis, size: AXIS_Y_PX, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000] },
    ],
    series: [{}, ...layers.toReversed().map(({ tone }) => bar(colourOf(parent, `swatch ${tone}`, "backgroundColor")))],
  };
}

function bar(fill: string): uPlot.Series {
  const paths = uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 });
  return { fill, stroke: fill, width: 0, points: { show: false }, ...(paths && { paths }) };
}

/** Resolves a colour for the canvas, which cannot read light-dark() or forced colours: the computed style of an element has a plain colour. */
function colourOf(parent: HTMLElement, className: string, property: "color" | "backgroundColor"): string {
  const probe = document.createElement("span");
  probe.className = className;
  parent.append(probe);
  const colour = getComputedStyle(probe)[property];
  probe.remove();
  return colour;
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } {
  return { width: clientWidth, height: clientHeight };
}
