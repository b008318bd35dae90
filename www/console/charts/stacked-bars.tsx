import { useState } from "preact/hooks";

import { formatNumber } from "../../shared/lib/format.ts";

export interface Bars {
  /** From the left: the name of each bar on the axis. */
  names: string[];
  /** From the bottom up: a class of data.css, and one value per bar. */
  layers: { tone: "ok" | "rejected" | "failed"; values: number[] }[];
  /** The text above the drawing while the pointer is on a bar. */
  say: (index: number) => string;
}

/** Names on the axis; more would overlap on a small screen. */
const MAX_NAMES = 6;

/** Only the drawing: the table beside it has the same data for screen readers. Shapes, not a canvas, so that it follows colours and paper. */
export function StackedBars({ bars: { names, layers, say } }: { bars: Bars }) {
  const [at, setAt] = useState<number>();
  const sums = names.map((_, index) => layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const top = roundUp(Math.max(4, ...sums));
  const every = Math.ceil(names.length / MAX_NAMES);
  function point({ clientX, currentTarget }: PointerEvent) {
    const { left, width } = (currentTarget as Element).getBoundingClientRect();
    setAt(Math.min(names.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * names.length))));
  }
  return (
    <div class="chart" aria-hidden="true">
      <p class="chart-said">{at !== undefined && say(at)}</p>
      <div class="plot">
        <ol class="plot-y">
          {[top, top / 2, 0].map((value) => (
            <li key={value}>{formatNumber(value)}</li>
          ))}
        </ol>
        <svg class="plot-area" viewBox={`0 0 ${names.length} ${top}`} preserveAspectRatio="none" onPointerMove={point} onPointerLeave={() => setAt(undefined)}>
          {[0, top / 2, top].map((value) => (
            <line key={value} class="plot-line" x1={0} x2={names.length} y1={top - value} y2={top - value} vector-effect="non-scaling-stroke" />
          ))}
          {names.map((name, index) => {
            let below = 0;
            return layers.map(({ tone, values }) => {
              const value = values[index] ?? 0;
              below += value;
              return value > 0 && <rect key={`${name} ${tone}`} class={`plot-bar ${tone}`} x={index + 0.15} width={0.7} y={top - below} height={value} />;
            });
          })}
        </svg>
        <ol class="plot-x">
          {names.map((name, index) =>
            index % every === 0 ? (
              <li key={index} style={{ insetInlineStart: `${((index + 0.5) / names.length) * 100}%` }}>
                {name}
              </li>
            ) : null,
          )}
        </ol>
      </div>
    </div>
  );
}

/** The next even number of the form 1, 2, 4, 5 or 8 times a power of ten: its half is a whole number too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 4, 5, 8, 10].find((each) => each * power >= value && (each * power) % 2 === 0) ?? 10;
  return factor * power;
}
