import { toFailure } from "../../../shared/model/failure.ts";
import { type Action, useReportedAction } from "../../../shared/state/action.ts";

/** One operation that the reader can start; its failure is shown. An ended session leads to the sign-in form. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  return useReportedAction(act, toFailure);
}
