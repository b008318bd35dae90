// LinkedIn tasks of this team, and the polling of their state. Tasks run at OutX; a reload or a closed tab stops only the polling.

import { signal } from "@preact/signals";
import type { Task, TaskState } from "outx-client";

import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { type CallResult, callOperation, outx } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { readProgress, taskFailure } from "../model/task-progress.ts";
import { taskSubject } from "../model/task-subject.ts";
import { markExtensionActive } from "./extension-status.ts";
import { report } from "./report.ts";
import { session } from "./session.ts";
import { type StoredTask, MAX_TASKS, addStoredTask, readStoredTasks, removeStoredTask, updateStoredTask, watchStoredTasks } from "./stored-tasks.ts";

export interface TrackedTask extends StoredTask {
  input?: Record<string, unknown> | undefined;
  output?: unknown;
  failure?: Failure | undefined;
}

/** The tasks that are shown, newest first. */
export const tasks = signal<readonly TrackedTask[]>([]);

const followers = new Map<string, AbortController>();
/** Ids of tasks that were started here and are not in storage yet. */
const unsaved = new Set<string>();
const team = () => session.value?.team.id ?? "";

/** Restores the tasks of the team from storage, and follows the changes of other tabs until the returned function is called. */
export function restoreTasks(): () => void {
  for (const follower of followers.values()) follower.abort();
  followers.clear();
  tasks.value = [];
  showStored();
  return watchStoredTasks(team(), showStored);
}

/** Shows the stored tasks. Inputs and results, which only this tab has, are kept. */
function showStored(): void {
  const known = new Map(tasks.value.map((task) => [task.id, task]));
  const stored = readStoredTasks(team());
  const shown = [...tasks.value.filter(({ id }) => unsaved.has(id)), ...stored.map((task) => known.get(task.id) ?? task)];
  tasks.value = shown;
  for (const [id, follower] of followers) if (!shown.some((task) => task.id === id)) follower.abort();
  for (const { id, phase } of stored) if (!known.has(id) && phase !== "stopped") void followTask(id);
}

/** Starts a task and follows it. */
export async function startTask(operation: string, args: Record<string, unknown>): Promise<CallResult> {
  const called = markExtensionActive(await callOperation(operation, args));
  const task = called.data as Task;
  const tracked: TrackedTask = { id: task.id, operation, startedAt: Date.now(), phase: "pending", input: args, subject: taskSubject(args) };
  tasks.value = [tracked, ...tasks.value].slice(0, MAX_TASKS);
  unsaved.add(task.id);
  await addStoredTask(team(), tracked).finally(() => unsaved.delete(task.id));
  void followTask(task.id);
  return called;
}

/** Polls a task until it ends, and shows its state as it changes. */
export async function followTask(id: string): Promise<void> {
  followers.get(id)?.abort();
  const controller = new AbortController();
  followers.set(id, controller);
  updateTask(id, (task) => ({ failure: undefined, phase: task.phase === "stopped" ? "pending" : task.phase }));
  try {
    let last: TaskState | undefined;
    for await (const state of outx.tasks.resume(id).states({ signal: controller.signal })) {
      last = state;
      updateTask(id, () => readProgress(state));
    }
    updateTask(id, (task) => ({ endedAt: task.endedAt ?? Date.now(), failure: last?.status === "failed" ? taskFailure(last.task_output, strings.linkedin.noReason) : undefined }));
  } catch (error) {
    if (controller.signal.aborted || isAbort(error)) return;
    const failure = report(error);
    updateTask(id, () => ({ failure, phase: failure.code === "not_found" ? "failed" : "stopped" }));
  } finally {
    if (followers.get(id) === controller) followers.delete(id);
  }
}

export function stopFollowing(id: string): void {
  followers.get(id)?.abort();
  updateTask(id, () => ({ phase: "stopped" }));
}

export function removeTask(id: string): void {
  followers.get(id)?.abort();
  tasks.value = tasks.value.filter((task) => task.id !== id);
  void removeStoredTask(team(), id);
}

function updateTask(id: string, to: (task: TrackedTask) => Partial<TrackedTask>): void {
  const before = tasks.value.find((task) => task.id === id);
  if (!before) return;
  const after = { ...before, ...to(before) };
  tasks.value = tasks.value.map((task) => (task.id === id ? after : task));
  if (before.phase !== after.phase || before.endedAt !== after.endedAt) void updateStoredTask(team(), after);
}
