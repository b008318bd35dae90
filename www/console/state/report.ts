import { type Failure, toFailure } from "../../shared/model/failure.ts";
import { noteExtensionFailure } from "./extension-status.ts";
import { noteFailure } from "./session.ts";

/** Converts anything thrown to a failure, and updates the session and the extension status if the failure is about them. */
export function report(error: unknown): Failure {
  const failure = toFailure(error);
  noteFailure(failure);
  noteExtensionFailure(failure);
  return failure;
}
