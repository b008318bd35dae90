import { useMemo } from "preact/hooks";

import { number } from "../../shared/lib/format.ts";
import { strings } from "../../shared/lib/strings.ts";
import { type Day, statusClasses } from "../model/usage.ts";
import { type Bars, StackedBars } from "./stacked-bars.tsx";
import { TableBeside } from "./table-beside.tsx";

const words = strings.usage;

/** Calls by day and kind of status: drawn for the eye, and as a table for everyone. */
export function DayChart({ label, days }: { label: string; days: Day[] }) {
  const bars = useMemo(() => barsOf(days), [days]);
  const total = ({ ok, refused, failed }: Day) => ok + refused + failed;
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
      <TableBeside
        label={label}
        heads={[words.day, ...statusClasses.map((each) => words.status[each]), words.total]}
        rows={days.filter((day) => total(day) > 0).map((day) => [day.day, ...statusClasses.map((each) => number(day[each])), number(total(day))])}
      />
    </>
  );
}

function barsOf(days: Day[]): Bars {
  return {
    times: days.map(({ day }) => Date.parse(day)),
    step: "day",
    layers: statusClasses.map((each) => ({ colour: `--chart-${each}`, values: days.map((day) => day[each]) })),
    say: (index) => {
      const day = days[index];
      return day ? words.onDay(day.day, statusClasses.map((each) => `${number(day[each])} ${words.status[each].toLowerCase()}`).join(", ")) : "";
    },
  };
}
