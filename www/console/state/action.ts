import { useEffect } from "preact/hooks";

import { type Action, useReportedAction } from "../../shared/state/action.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

export type { Action };

/** One operation that the reader can start; its failure is shown, and an ended session opens the sign-in dialog. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const action = useReportedAction(act, report);
  const { failure, clear } = action;
  // After signing in again, a failure of the ended session says nothing.
  useEffect(() => {
    if (failure?.code === "session_expired") clear();
  }, [signIns.value]);
  return action;
}
