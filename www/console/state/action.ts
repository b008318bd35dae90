import { type Action, useReportedAction } from "../../shared/state/action.ts";
import { report } from "./report.ts";

export type { Action };

/** One operation that the reader can start; its failure is shown, and an ended session opens the sign-in dialog. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  return useReportedAction(act, report);
}
