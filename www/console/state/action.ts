import { useEffect } from "preact/hooks";

import { type Action, useReportedAction } from "../../shared/state/action.ts";
import { report } from "./report.ts";
import { signIns } from "./session.ts";

export type { Action };

/** One operation that the reader can start. Its failure is shown; when the session has ended, the sign-in dialog opens. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const action = useReportedAction(act, report);
  const { failure, clear } = action;
  // After signing in again, the failure of the ended session no longer applies.
  useEffect(() => {
    if (failure?.code === "session_expired") clear();
  }, [signIns.value]);
  return action;
}
