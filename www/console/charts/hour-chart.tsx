import { useMemo } from "preact/hooks";

import { moment, number } from "../../shared/lib/format.ts";
import { strings } from "../../shared/lib/strings.ts";
import type { Hour } from "../model/usage.ts";
import { type Bars, StackedBars } from "./stacked-bars.tsx";
import { TableBeside } from "./table-beside.tsx";

const words = strings.usage;

/** LinkedIn actions by hour, drawn and as a table. */
export function HourChart({ label, hours }: { label: string; hours: Hour[] }) {
  const bars = useMemo(() => barsOf(hours), [hours]);
  return (
    <>
      <StackedBars bars={bars} />
      <TableBeside
        label={label}
        heads={[words.hour, words.actionsName]}
        rows={hours.filter(({ actions }) => actions > 0).map(({ at, actions }) => [moment(new Date(at)), number(actions)])}
      />
    </>
  );
}

function barsOf(hours: Hour[]): Bars {
  return {
    times: hours.map(({ at }) => at),
    step: "hour",
    layers: [{ colour: "--chart-ok", values: hours.map(({ actions }) => actions) }],
    say: (index) => {
      const hour = hours[index];
      return hour ? words.atHour(moment(new Date(hour.at)), number(hour.actions)) : "";
    },
  };
}
