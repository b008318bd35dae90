import { useEffect, useState } from "preact/hooks";

import { type StateName, type StoredState, readStored, watchStored } from "./store.ts";

/** A stored entry, updated on every change; `undefined` until it was read, `null` when absent. */
export function useStored<N extends StateName>(name: N): StoredState[N] | null | undefined {
  const [value, setValue] = useState<StoredState[N] | null>();
  useEffect(() => {
    const change = (next: StoredState[N] | undefined) => setValue(() => next ?? null);
    const stop = watchStored(name, change);
    void readStored(name).then(change);
    return stop;
  }, [name]);
  return value;
}
