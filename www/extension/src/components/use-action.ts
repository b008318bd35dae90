import { type Failure, toFailure } from "../../../shared/model/failure.ts";
import { type Action, useReportedAction } from "../../../shared/state/action.ts";
import { expireSession } from "../state/session.ts";

/** One operation that the reader can start; its failure is shown, and an ended session leads to the sign-in form. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  return useReportedAction(act, reportFailure);
}

/** Anything thrown, as a failure to show. */
export async function reportFailure(error: unknown): Promise<Failure> {
  const failure = toFailure(error);
  if (failure.code === "session_expired") await expireSession();
  return failure;
}
