import { useRef, useState } from "preact/hooks";

import { type Failure, failureOf, isAbort } from "../../../src/failure.ts";
import { expire } from "../session.ts";

/** One thing the reader may ask for: at most one is under way. An ended session leads to the sign-in form. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const running = useRef(false);
  async function run(...args: A): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await act(...args);
    } catch (error) {
      if (!isAbort(error)) setFailure(await reported(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { run, busy, failure };
}

/** Anything thrown, as a failure to show. */
export async function reported(error: unknown): Promise<Failure> {
  const failure = failureOf(error);
  if (failure.code === "session_expired") await expire();
  return failure;
}
