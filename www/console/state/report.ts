import { type Failure, toFailure } from "../../shared/model/failure.ts";
import { noteExtensionFailure } from "./extension-status.ts";
import { noteFailure } from "./session.ts";

/** Turns anything thrown into a failure and updates the state that depends on failures. */
export function report(error: unknown): Failure {
  const failure = toFailure(error);
  noteFailure(failure);
  noteExtensionFailure(failure);
  return failure;
}
