import type { TasksOperations } from "./methods.js";
import type { TaskOutput, TaskState } from "./responses.js";

/** The options of a wait for a task. */
export interface WaitOptions {
  /** Aborts the wait, not the task. The wait rejects with the signal's reason. */
  signal?: AbortSignal | null | undefined;
  /** Milliseconds to wait. After them a last poll is sent, which may take 2 s. Default: 150,000. */
  timeoutMs?: number | undefined;
}

/**
 * A handle of a LinkedIn task, which the team's browser extension performs. The task is polled only while a wait needs its state: at once, then
 * after 5 s, at intervals that grow to 15 s. All waits for one task share the polls.
 */
export class Task<Output = TaskOutput> implements AsyncIterable<TaskState<Output>> {
  private constructor();
  /** The id of the task. Store it to resume the task later with `tasks.resume(id)`, for example after a reload. */
  readonly id: string;
  /**
   * Waits for the output.
   *
   * @throws {TaskError} `task_failed`: the task failed. `task_timeout`: the wait ended and the task continues
   */
  wait(options?: WaitOptions): Promise<Output>;
  /** Iterates over the states that polls find, the final one last. A failed task is a state, not an error. */
  states(options?: WaitOptions): AsyncGenerator<TaskState<Output>, void, undefined>;
  /** The same as `states()`. */
  [Symbol.asyncIterator](): AsyncGenerator<TaskState<Output>, void, undefined>;
}

/** Tasks by their id. */
export interface Tasks extends TasksOperations {
  /** Returns a handle of a task by its id. Nothing is sent. */
  resume<Output = TaskOutput>(id: string): Task<Output>;
}
