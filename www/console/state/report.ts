import { type Failure, failureOf } from "../../shared/model/failure.ts";
import { noteRefused } from "./extension-status.ts";
import { noteFailure } from "./session.ts";

/** Turns anything thrown into a failure and tells the parts of the page that live on failures. */
export function report(error: unknown): Failure {
  const failure = failureOf(error);
  noteFailure(failure);
  noteRefused(failure);
  return failure;
}
