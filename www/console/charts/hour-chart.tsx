import { useMemo } from "preact/hooks";

import { formatMoment, formatNumber, formatTime } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Hour } from "../model/usage.ts";
import type { Bars } from "./bars.ts";
import { ChartTable } from "./chart-table.tsx";
import { StackedBars } from "./stacked-bars.tsx";

const words = strings.usage;

/** LinkedIn actions by hour, as a chart and as a table. */
export function HourChart({ label, hours }: { label: string; hours: Hour[] }) {
  const bars = useMemo(() => barsOf(hours), [hours]);
  return (
    <>
      <StackedBars bars={bars} />
      <ChartTable
        label={label}
        heads={[words.hour, words.actionsName]}
        rows={hours.filter(({ actions }) => actions > 0).map(({ at, actions }) => [formatMoment(new Date(at)), formatNumber(actions)])}
      />
    </>
  );
}

function barsOf(hours: Hour[]): Bars {
  return {
    names: hours.map(({ at }) => formatTime(new Date(at))),
    layers: [{ tone: "ok", values: hours.map(({ actions }) => actions) }],
    say: (index) => {
      const hour = hours[index];
      return hour ? words.atHour(formatMoment(new Date(hour.at)), formatNumber(hour.actions)) : "";
    },
  };
}
