import { useMemo } from "preact/hooks";

import { formatNumber, formatUtcDay } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import { type Day, statusClasses } from "../model/usage.ts";
import type { Bars } from "./bars.ts";
import { ChartTable } from "./chart-table.tsx";
import { StackedBars } from "./stacked-bars.tsx";

const words = strings.usage;

/** Calls by day and status class, as a chart and as a table. */
export function DayChart({ label, days }: { label: string; days: Day[] }) {
  const bars = useMemo(() => barsOf(days), [days]);
  const total = ({ ok, rejected, failed }: Day) => ok + rejected + failed;
  return (
    <>
      <ul class="legend">
        {statusClasses.map((each) => (
          <li key={each}>
            <span class={`swatch ${each}`} />
            {words.status[each]}
          </li>
        ))}
      </ul>
      <StackedBars bars={bars} />
      <ChartTable
        label={label}
        heads={[words.day, ...statusClasses.map((each) => words.status[each]), words.total]}
        rows={days.filter((day) => total(day) > 0).map((day) => [day.day, ...statusClasses.map((each) => formatNumber(day[each])), formatNumber(total(day))])}
      />
    </>
  );
}

function barsOf(days: Day[]): Bars {
  return {
    names: days.map(({ day }) => formatUtcDay(day)),
    layers: statusClasses.map((tone) => ({ tone, values: days.map((day) => day[tone]) })),
    say: (index) => {
      const day = days[index];
      return day ? words.onDay(day.day, statusClasses.map((each) => `${formatNumber(day[each])} ${words.status[each].toLowerCase()}`).join(", ")) : "";
    },
  };
}
