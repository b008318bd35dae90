import type { TaskState } from "outx-client";

import type { Failure } from "../../shared/model/failure.ts";
import { isObject } from "../../shared/model/raw.ts";
import { taskSubject } from "./task-subject.ts";

export type Progress = "pending" | "processing" | "completed" | "failed";
const known: readonly Progress[] = ["pending", "processing", "completed", "failed"];

/** A task's progress, read from its state. */
export interface TaskProgress {
  phase: Progress;
  input?: Record<string, unknown>;
  subject?: string;
  output?: unknown;
}

export function readProgress({ status, task_input, task_output }: TaskState): TaskProgress {
  // An unknown status counts as processing.
  const phase = known.find((each) => each === status) ?? "processing";
  return { phase, ...(task_input && { input: task_input, subject: taskSubject(task_input) }), ...(task_output != null && { output: task_output }) };
}

/** The failure of a task that failed. `unknown` is the reason for an output without one. */
export function taskFailure(output: unknown, unknown: string): Failure {
  const reason = typeof output === "string" ? output : isObject(output) ? (output.error ?? output.message) : undefined;
  return { code: "task_failed", message: typeof reason === "string" ? reason : unknown };
}
