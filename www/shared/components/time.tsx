import { signal } from "@preact/signals";

import { ago, moment } from "../lib/format.ts";

/** Moves on for everything that shows how long ago something was. */
const ticks = signal(0);
setInterval(() => ticks.value++, 20_000);

export function Ago({ at }: { at: Date }) {
  void ticks.value;
  return (
    <time dateTime={at.toISOString()} title={moment(at)}>
      {ago(at.getTime(), Date.now())}
    </time>
  );
}
