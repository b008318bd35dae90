// LinkedIn tasks of this team and the polling of their state. Tasks run at OutX: a reload or a closed tab stops only the polling.

import { signal } from "@preact/signals";
import type { Task, TaskState } from "outx-client";

import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { isObject } from "../../shared/model/raw.ts";
import { type CallResult, callOperation, outx } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { markExtensionActive } from "./extension-status.ts";
import { report } from "./report.ts";
import { session } from "./session.ts";

export type Phase = "pending" | "processing" | "completed" | "failed" | "stopped";

export interface TrackedTask {
  id: string;
  operation: string;
  /** ms since the epoch. */
  startedAt: number;
  endedAt?: number | undefined;
  phase: Phase;
  input?: Record<string, unknown> | undefined;
  output?: unknown;
  failure?: Failure | undefined;
}

/** Newest first. */
export const tasks = signal<readonly TrackedTask[]>([]);

const followers = new Map<string, AbortController>();
const MAX_TASKS = 20;

/** Only what is needed to poll again is stored: no input and no result. */
type StoredTask = Pick<TrackedTask, "id" | "operation" | "startedAt" | "endedAt" | "phase">;

const storageKey = () => `outx.tasks.${session.value?.team.id ?? ""}`;

/** Restores the tasks of an earlier visit of the same team. */
export function restoreTasks(): void {
  for (const wait of followers.values()) wait.abort();
  followers.clear();
  tasks.value = readStoredTasks();
  for (const { id, phase } of tasks.value) if (phase !== "stopped") void followTask(id);
}

/** Starts a task and follows it. */
export async function startTask(operation: string, args: Record<string, unknown>): Promise<CallResult> {
  const called = markExtensionActive(await callOperation(operation, args));
  const task = called.data as Task;
  tasks.value = [{ id: task.id, operation, startedAt: Date.now(), phase: "pending" as const, input: args }, ...tasks.value].slice(0, MAX_TASKS);
  storeTasks();
  void followTask(task.id);
  return called;
}

/** Polls a task until it ends; its state is shown as it changes. */
export async function followTask(id: string): Promise<void> {
  followers.get(id)?.abort();
  const controller = new AbortController();
  followers.set(id, controller);
  updateTask(id, (task) => ({ failure: undefined, phase: task.phase === "stopped" ? "pending" : task.phase }));
  try {
    let last: TaskState | undefined;
    for await (const state of outx.tasks.resume(id).states({ signal: controller.signal })) {
      last = state;
      updateTask(id, () => progressOf(state));
    }
    updateTask(id, (task) => ({ endedAt: task.endedAt ?? Date.now(), failure: last?.status === "failed" ? taskFailure(last) : undefined }));
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
  storeTasks();
}

const knownStatuses = ["pending", "processing", "completed", "failed"] as const;

function progressOf({ status, task_input, task_output }: TaskState): Partial<TrackedTask> {
  // An unknown status counts as processing.
  const phase = knownStatuses.find((each) => each === status) ?? "processing";
  return { phase, ...(task_input && { input: task_input }), ...(task_output != null && { output: task_output }) };
}

function taskFailure({ task_output: output }: TaskState): Failure {
  const reason = typeof output === "string" ? output : isObject(output) ? (output.error ?? output.message) : undefined;
  return { code: "task_failed", message: typeof reason === "string" ? reason : strings.linkedin.noReason };
}

function updateTask(id: string, to: (task: TrackedTask) => Partial<TrackedTask>): void {
  tasks.value = tasks.value.map((task) => (task.id === id ? { ...task, ...to(task) } : task));
  storeTasks();
}

function storeTasks(): void {
  const kept = tasks.value.map(({ id, operation, startedAt, endedAt, phase }): StoredTask => ({ id, operation, startedAt, endedAt, phase }));
  try {
    localStorage.setItem(storageKey(), JSON.stringify(kept));
  } catch {
    // Without storage the list ends with the page; the tasks keep running.
  }
}

function readStoredTasks(): TrackedTask[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isStoredTask).map((task) => ({ ...task, phase: task.phase ?? "pending" })) : [];
  } catch {
    return [];
  }
}

function isStoredTask(value: unknown): value is StoredTask {
  const { id, operation, startedAt } = (value ?? {}) as Partial<StoredTask>;
  return typeof id === "string" && typeof operation === "string" && typeof startedAt === "number";
}
