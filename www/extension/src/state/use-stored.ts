import { useEffect, useState } from "preact/hooks";

import { type Kept, type Name, read, watch } from "./store.ts";

/** A kept entry that follows every change: `undefined` until it was read, `null` when there is none. */
export function useStored<N extends Name>(name: N): Kept[N] | null | undefined {
  const [value, setValue] = useState<Kept[N] | null>();
  useEffect(() => {
    const change = (next: Kept[N] | undefined) => setValue(() => next ?? null);
    const stop = watch(name, change);
    void read(name).then(change);
    return stop;
  }, [name]);
  return value;
}
