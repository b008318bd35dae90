import { signal } from "@preact/signals";

import { formatMoment, formatRelative } from "../lib/format.ts";

/** Updates every relative time on the page, every 20 s. */
const ticks = signal(0);
setInterval(() => ticks.value++, 20_000);

export function RelativeTime({ at }: { at: Date }) {
  void ticks.value;
  return (
    <time dateTime={at.toISOString()} title={formatMoment(at)}>
      {formatRelative(at.getTime(), Date.now())}
    </time>
  );
}
