// A LinkedIn task: what a creation gives, what is waited for.

import { onAbort } from "./abort.js";
import { TaskError, invalid } from "./errors.js";
import { enter } from "./instance.js";

const TOTAL_MS = 150_000;
const COMPLETED = -1;
const FAILED = -2;

/** A handle of a task. Its id is all there is to keep: `tasks.resume(id)` makes another handle, after a reload too. */
export class Task {
  #pollerOf;

  constructor(id, pollerOf) {
    this.id = id;
    this.#pollerOf = pollerOf;
  }

  /**
   * Waits for the output.
   *
   * @throws {TaskError} `task_failed` when the task failed; `task_timeout` when the wait is over and the task is not
   */
  async wait(options) {
    let last;
    for await (const state of this.states(options)) last = state;
    if (end(last) === FAILED) throw failed(this.id, last.task_output);
    return last.task_output;
  }

  [Symbol.asyncIterator]() {
    return this.states();
  }

  /** The states as they are seen, the ended one last. */
  async *states({ signal, timeoutMs = TOTAL_MS } = {}) {
    if (typeof timeoutMs !== "number" || !(timeoutMs > 0)) throw invalid("timeoutMs must be a number above 0");
    const poller = this.#pollerOf(this.id);
    const limit = new AbortController();
    const abort = () => limit.abort(signal.reason);
    if (signal?.aborted) abort();
    const unwatch = onAbort(signal, abort);
    const timer = setTimeout(() => limit.abort(outlasted(this.id, timeoutMs)), Math.min(timeoutMs, 2 ** 31 - 1));
    // The polls keep a process alive; the end of a wait that nobody waits for should not.
    timer.unref?.();
    poller.join();
    try {
      for (let seen = 0; ; ) {
        const { state, number } = await poller.next(seen, limit.signal);
        seen = number;
        yield state;
        if (isEnd(end(state))) return;
      }
    } finally {
      clearTimeout(timer);
      unwatch();
      poller.leave();
    }
  }
}

function isEnd(next) {
  return next === COMPLETED || next === FAILED;
}

function end(state) {
  return enter((wasm) => wasm.taskNext(1, state.status));
}

function failed(taskId, output) {
  const reason = typeof output === "string" ? output : (output?.error ?? output?.message ?? "no reason was given");
  return new TaskError(`the task failed: ${reason} (${taskId})`, { code: "task_failed", operation: "tasks.get", taskId, cause: output });
}

function outlasted(taskId, ms) {
  return new TaskError(`the task did not end within ${ms} ms; it lives on: resume it by its id (${taskId})`, {
    code: "task_timeout", operation: "tasks.get", retryable: true, taskId,
  });
}
