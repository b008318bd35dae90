import { toFailure } from "../../../shared/model/failure.ts";
import { type Action, useReportedAction } from "../../../shared/state/action.ts";

/** One operation that the reader can start. Its failure is shown; when the session has ended, the sign-in form appears. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  return useReportedAction(act, toFailure);
}
