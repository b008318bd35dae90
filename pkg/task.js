// LinkedIn tasks: handles, and the wait for their output.

import { TaskError, invalidRequest } from "./errors.js";
import { defineMethods } from "./methods.js";
import { TASK_WAIT_MS } from "./operations.js";
import { assertKnownKeys, checkSignal } from "./options.js";
import { COMPLETED, FAILED, Wait } from "./poller.js";

/** A handle of a task. To resume the task later, store its id and call `tasks.resume(id)`. */
export class Task {
  constructor(id, pollerOf) {
    this.id = id;
    const follow = (options) => statesOf(id, pollerOf, options);
    /** Iterates over the states that polls find, the final one last. */
    const states = async function* (options) {
      for await (const { state } of follow(options)) yield state;
    };
    /**
     * Waits for the output.
     *
     * @throws {TaskError} `task_failed`: the task failed. `task_timeout`: the wait ended before the task
     */
    const wait = async (options) => {
      let last;
      for await (const seen of follow(options)) last = seen;
      if (last.outcome === FAILED) throw taskFailedError(id, last.state.task_output);
      return last.state.task_output;
    };
    defineMethods(this, { states, wait, [Symbol.asyncIterator]: () => states() });
  }
}

/** Iterates over the states, each with its outcome. */
async function* statesOf(id, pollerOf, options = {}) {
  assertKnownKeys("an option of a wait", "options", options, ["signal", "timeoutMs"]);
  const { signal, timeoutMs = TASK_WAIT_MS } = options;
  checkSignal(signal);
  if (typeof timeoutMs !== "number" || !(timeoutMs > 0)) throw invalidRequest("timeoutMs must be a number above 0");
  const wait = new Wait(pollerOf(id), signal, timeoutMs, taskTimeoutError(id, timeoutMs));
  try {
    for (let seen; seen?.outcome !== COMPLETED && seen?.outcome !== FAILED; wait.seen = seen.number) {
      seen = await wait.next();
      yield seen;
    }
  } finally {
    wait.close();
  }
}

function taskFailedError(taskId, output) {
  const reason = typeof output === "string" ? output : (output?.error ?? output?.message ?? "no reason was given");
  return new TaskError(`the task failed: ${reason} (${taskId})`, { code: "task_failed", operation: "tasks.get", taskId, cause: output });
}

function taskTimeoutError(taskId, ms) {
  return new TaskError(`the task did not end within ${ms} ms; it keeps running: resume it by its id (${taskId})`, {
    code: "task_timeout", operation: "tasks.get", retryable: true, taskId,
  });
}
