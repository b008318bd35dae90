import { useRef, useState } from "preact/hooks";

import { type Failure, isAbort } from "../model/failure.ts";

export interface Action<A extends unknown[]> {
  run(...args: A): Promise<boolean>;
  busy: boolean;
  failure: Failure | undefined;
  clear(): void;
}

/**
 * One operation that the reader can start; while it runs, `run` does nothing. `run` resolves to whether it succeeded. `report` turns
 * what was thrown into the failure that is shown.
 */
export function useReportedAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>, report: (error: unknown) => Failure | Promise<Failure>): Action<A> {
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
      if (!isAbort(error)) setFailure(await report(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { run, busy, failure, clear: () => setFailure(undefined) };
}
