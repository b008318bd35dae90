import type { CallOptions, CallPromise } from "./calls.js";
import type { TaskOutput } from "./linkedin.js";

/** How far a task is. Values the API may add mean: not ended. */
export type TaskStatusName = "pending" | "processing" | "completed" | "failed" | (string & {});

/** A task as `tasks.get` reads it. */
export interface TaskStatus<Output = TaskOutput> {
  /** That the request worked; it says nothing of the task. */
  success: boolean;
  data: TaskState<Output>;
}

/** A task as a poll sees it. */
export interface TaskState<Output = TaskOutput> {
  id: string;
  status: TaskStatusName;
  /** The arguments again, with the API's name of the task. */
  task_input: { task_type?: "agent_profile_fetch" | "agent_send_message" | (string & {}); [field: string]: unknown };
  /** `null` until the task is completed. Of a failed task it is the reason, in a shape that is not documented. */
  task_output: Output | null;
}

/** How long to follow a task. */
export interface WaitOptions {
  /** Ends the wait, not the task; it rejects with the signal's own reason. */
  signal?: AbortSignal | null | undefined;
  /** Milliseconds to wait. A last poll is sent when they are over, which may take 2 s more. Default: 150,000. */
  timeoutMs?: number | undefined;
}

/**
 * A handle of a LinkedIn task, which the team's browser extension works off. It is polled at once, then after 5 s, growing to 15 s, and
 * only while a wait needs its state. Several waits for one task share the polls.
 */
export class Task<Output = TaskOutput> implements AsyncIterable<TaskState<Output>> {
  private constructor();
  /** All there is to keep: `tasks.resume(id)` makes another handle, after a reload too. */
  readonly id: string;
  /**
   * Waits for the output.
   *
   * @throws {TaskError} `task_failed`: the task failed. `task_timeout`: the wait ended, the task goes on
   */
  wait(options?: WaitOptions): Promise<Output>;
  /** The states as they are seen, the ended one last. Ends without an error when the task failed. */
  states(options?: WaitOptions): AsyncGenerator<TaskState<Output>, void, undefined>;
  /** The states as they are seen, the ended one last. */
  [Symbol.asyncIterator](): AsyncGenerator<TaskState<Output>, void, undefined>;
}

/** Tasks by their id. */
export interface Tasks {
  /**
   * Reads the state of a task once.
   *
   * @throws {NotFoundError} no such task, or another team's
   */
  get<Output = TaskOutput>(task: string | { api_agent_task_id: string }, options?: CallOptions): CallPromise<TaskStatus<Output>>;
  /** A handle of a task by its id; makes no request. */
  resume<Output = TaskOutput>(id: string): Task<Output>;
}
