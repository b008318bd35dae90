import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { noteRefused } from "./extension.ts";
import { type Failure, failureOf, isAbort } from "./failure.ts";
import { noteFailure, signIns } from "./session.ts";

/** After so long a reader wants to hear that the page still waits. */
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

/** What `load` gives, loaded again when `deps` change, on `reload()` and after a new sign-in. Keeps old data meanwhile. */
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
    // Data of other arguments must not stand under the new ones.
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

  const reload = useCallback(() => setRound((count) => count + 1), []);
  const set = useCallback((change: (data: T) => T) => {
    setState((before) => (before.data === undefined ? before : { ...before, data: change(before.data) }));
  }, []);
  return { data: state.data, failure: state.failure, loading: state.loading, slow: state.slow, reload, set };
}

export interface Action<A extends unknown[]> {
  run(...args: A): Promise<boolean>;
  busy: boolean;
  failure: Failure | undefined;
  clear(): void;
}

/** One thing the reader may ask for: at most one is under way. `run` tells whether it was done. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const running = useRef(false);
  async function run(...args: A): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await act(...args);
      return true;
    } catch (error) {
      if (!isAbort(error)) setFailure(report(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { run, busy, failure, clear: () => setFailure(undefined) };
}

/** Turns anything thrown into a failure and tells the parts of the page that live on failures. */
export function report(error: unknown): Failure {
  const failure = failureOf(error);
  noteFailure(failure);
  noteRefused(failure);
  return failure;
}
