import type { TasksOperations } from "./methods.js";
import type { TaskOutput, TaskState } from "./responses.js";

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
export interface Tasks extends TasksOperations {
  /** A handle of a task by its id; makes no request. */
  resume<Output = TaskOutput>(id: string): Task<Output>;
}
