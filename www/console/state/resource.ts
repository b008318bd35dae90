import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { online } from "./online.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

/** Time after which the page says that it is still loading. */
const SLOW_MS = 3_000;

export interface Resource<T> {
  data: T | undefined;
  failure: Failure | undefined;
  loading: boolean;
  slow: boolean;
  reload(): void;
  /** Replaces the data in place, after a change the reader made. */
  set(change: (data: T) => T): void;
}

/** The result of `load`, loaded again when `deps` change, on `reload()` and after a new sign-in. Keeps old data meanwhile. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<{ data?: T | undefined; failure?: Failure | undefined; loading: boolean; slow: boolean }>({
    loading: true,
    slow: false,
  });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(deps);
  const shown = useRef(key);

  useEffect(() => {
    const controller = new AbortController();
    // Data of other arguments must not be shown for the new ones.
    const keep = shown.current === key;
    shown.current = key;
    setState((before) => ({ data: keep ? before.data : undefined, loading: true, slow: false }));
    const slow = setTimeout(() => setState((before) => ({ ...before, slow: true })), SLOW_MS);
    load(controller.signal)
      .then((data) => setState({ data, loading: false, slow: false }))
      .catch((error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        const failure = report(error);
        setState((before) => ({ data: before.data, failure, loading: false, slow: false }));
      })
      .finally(() => clearTimeout(slow));
    return () => {
      clearTimeout(slow);
      controller.abort();
    };
  }, [key, round, signIns.value]);

  // What failed for want of a network loads by itself once there is one.
  useEffect(() => {
    if (online.value && state.failure?.code === "network") setRound((count) => count + 1);
  }, [online.value]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  const set = useCallback((change: (data: T) => T) => {
    setState((before) => (before.data === undefined ? before : { ...before, data: change(before.data) }));
  }, []);
  return { data: state.data, failure: state.failure, loading: state.loading, slow: state.slow, reload, set };
}
