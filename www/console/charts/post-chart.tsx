import { useMemo } from "preact/hooks";

import { formatDay, formatNumber } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { PostStatistics } from "../model/post-statistics.ts";
import type { Bars } from "./bars.ts";
import { ChartTable } from "./chart-table.tsx";
import { StackedBars } from "./stacked-bars.tsx";

const words = strings.posts;
const nameOf = (day: Date) => formatDay(day.getTime()) ?? "";

/** Posts by day, as a chart and as a table. */
export function PostChart({ label, days }: { label: string; days: PostStatistics["days"] }) {
  const bars = useMemo(() => barsOf(days), [days]);
  return (
    <>
      <StackedBars bars={bars} />
      <ChartTable label={label} heads={[words.statDayName, words.statTotal]} rows={days.filter(({ count }) => count > 0).map(({ day, count }) => [nameOf(day), formatNumber(count)])} />
    </>
  );
}

function barsOf(days: PostStatistics["days"]): Bars {
  return {
    names: days.map(({ day }) => nameOf(day)),
    layers: [{ tone: "ok", values: days.map(({ count }) => count) }],
    say: (index) => {
      const day = days[index];
      return day ? words.statDay(nameOf(day.day), formatNumber(day.count)) : "";
    },
  };
}
