// LinkedIn tasks of this team, and the waiting for them. A task lives at OutX: a reload or a closed tab only stops the waiting.

import { signal } from "@preact/signals";
import type { Task, TaskState } from "outx-client";

import { type Called, call, outx } from "../api/client.ts";
import { noteAccepted } from "./extension-status.ts";
import { type Failure, isAbort } from "../../shared/model/failure.ts";
import { report } from "./report.ts";
import { isObject } from "../../shared/model/raw.ts";
import { session } from "./session.ts";
import { strings } from "../../shared/lib/strings.ts";

export type Phase = "pending" | "processing" | "completed" | "failed" | "stopped";

export interface Running {
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
export const tasks = signal<readonly Running[]>([]);

const waits = new Map<string, AbortController>();
const KEPT = 20;

/** Only what is needed to ask again is kept in storage: no input and no result. */
type Kept = Pick<Running, "id" | "operation" | "startedAt" | "endedAt" | "phase">;

const storageKey = () => `outx.tasks.${session.value?.team.id ?? ""}`;

/** Takes up the tasks of an earlier visit of the same team. */
export function takeUp(): void {
  for (const wait of waits.values()) wait.abort();
  waits.clear();
  tasks.value = read();
  for (const { id, phase } of tasks.value) if (phase !== "stopped") void wait(id);
}

/** Starts a task and follows it. */
export async function start(operation: string, args: Record<string, unknown>): Promise<Called> {
  const called = noteAccepted(await call(operation, args));
  const task = called.data as Task;
  tasks.value = [{ id: task.id, operation, startedAt: Date.now(), phase: "pending" as const, input: args }, ...tasks.value].slice(0, KEPT);
  keep();
  void wait(task.id);
  return called;
}

/** Waits (again) for a task; its state is shown as it changes. */
export async function wait(id: string): Promise<void> {
  waits.get(id)?.abort();
  const controller = new AbortController();
  waits.set(id, controller);
  change(id, (task) => ({ failure: undefined, phase: task.phase === "stopped" ? "pending" : task.phase }));
  try {
    let last: TaskState | undefined;
    for await (const state of outx.tasks.resume(id).states({ signal: controller.signal })) {
      last = state;
      change(id, () => shown(state));
    }
    change(id, (task) => ({ endedAt: task.endedAt ?? Date.now(), failure: last?.status === "failed" ? refused(last) : undefined }));
  } catch (error) {
    if (controller.signal.aborted || isAbort(error)) return;
    const failure = report(error);
    change(id, () => ({ failure, phase: failure.code === "not_found" ? "failed" : "stopped" }));
  } finally {
    if (waits.get(id) === controller) waits.delete(id);
  }
}

export function stop(id: string): void {
  waits.get(id)?.abort();
  change(id, () => ({ phase: "stopped" }));
}

export function forget(id: string): void {
  waits.get(id)?.abort();
  tasks.value = tasks.value.filter((task) => task.id !== id);
  keep();
}

const known = ["pending", "processing", "completed", "failed"] as const;

function shown({ status, task_input, task_output }: TaskState): Partial<Running> {
  // An unknown status is one on the way.
  const phase = known.find((each) => each === status) ?? "processing";
  return { phase, ...(task_input && { input: task_input }), ...(task_output != null && { output: task_output }) };
}

function refused({ task_output: output }: TaskState): Failure {
  const reason = typeof output === "string" ? output : isObject(output) ? (output.error ?? output.message) : undefined;
  return { code: "task_failed", message: typeof reason === "string" ? reason : strings.linkedin.noReason };
}

function change(id: string, to: (task: Running) => Partial<Running>): void {
  tasks.value = tasks.value.map((task) => (task.id === id ? { ...task, ...to(task) } : task));
  keep();
}

function keep(): void {
  const kept = tasks.value.map(({ id, operation, startedAt, endedAt, phase }): Kept => ({ id, operation, startedAt, endedAt, phase }));
  try {
    localStorage.setItem(storageKey(), JSON.stringify(kept));
  } catch {
    // Without storage the list ends with the page; the tasks themselves go on.
  }
}

function read(): Running[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKept).map((task) => ({ ...task, phase: task.phase ?? "pending" })) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  const { id, operation, startedAt } = (value ?? {}) as Partial<Kept>;
  return typeof id === "string" && typeof operation === "string" && typeof startedAt === "number";
}
