import { useEffect, useRef } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { theme } from "../state/theme.ts";
import type { Bars, Drawing } from "./bars.ts";

/** Media queries that change colours. Colours are read when a chart is drawn, so a change draws it again. */
const colourQueries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/**
 * The drawing of a chart, without its table, which has the same data for screen readers and for paper. The chart library is loaded when the
 * first chart is shown; data.css reserves the height.
 */
export function StackedBars({ bars }: { bars: Bars }) {
  const box = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const say = (text: string) => {
      if (said.current) said.current.textContent = text;
    };
    const point = (index: number | undefined) => say(index === undefined ? "" : bars.say(index));
    let drawing: Drawing | undefined;
    let left = false;
    let redraw = () => {};
    const queries = colourQueries.map((query) => matchMedia(query));
    const onColours = () => redraw();
    for (const query of queries) query.addEventListener("change", onColours);
    import("./draw-bars.ts").then(
      ({ drawBars }) => {
        redraw = () => {
          drawing?.remove();
          drawing = undefined;
          if (!left && box.current) drawing = drawBars(box.current, bars, point);
        };
        redraw();
      },
      // The browser is offline, or the gateway was updated meanwhile. The table is still shown.
      () => say(strings.usage.notDrawn),
    );
    return () => {
      left = true;
      for (const query of queries) query.removeEventListener("change", onColours);
      drawing?.remove();
    };
  }, [bars, theme.value]);
  return (
    <div class="chart" aria-hidden="true">
      <p ref={said} class="chart-said" />
      <div ref={box} class="chart-area" />
    </div>
  );
}
