import { signal } from "@preact/signals";

import { truncate } from "../../shared/lib/graphemes.ts";
import type { Failure } from "../../shared/model/failure.ts";
import { remedyFor } from "../../shared/model/remedies.ts";
import { describeRetryTime } from "../../shared/model/retry-time.ts";

export interface Toast {
  id: number;
  text: string;
  tone: "good" | "bad";
  /** Undoes the action. Offered while the toast is shown. */
  undo?: (() => void) | undefined;
  /** Time in ms until the toast expires. The time stops while the pointer or the focus is on the toast. */
  lasts: number;
  /** Runs the announced action when the toast expires or is dismissed, but not after undo. Resolves when the action is done. */
  done?: (() => Promise<void>) | undefined;
}

export const toasts = signal<readonly Toast[]>([]);

let last = 0;
/** Maximum length of a text, because names in it can be of any length. */
const MAX_CHARS = 300;
/** Maximum number of toasts, because more would cover the page. */
const MAX_TOASTS = 3;

function show(toast: Omit<Toast, "id">): void {
  // A message with the same text replaces the previous one and restarts its time.
  const text = toast.text.length > MAX_CHARS ? `${truncate(toast.text, MAX_CHARS)}…` : toast.text;
  const before = toasts.value.filter((each) => each.text !== text || each.undo);
  toasts.value = [...before, { ...toast, text, id: ++last }];
  // Dismissing a toast runs the action it announced.
  for (const { id } of toasts.value.slice(0, -MAX_TOASTS)) void dismissToast(id);
}

export function toast(text: string): void {
  show({ text, tone: "good", lasts: 5_000 });
}

/** Reports an action that the page did not do, for a reason that is shown elsewhere. */
export function toastWarning(text: string): void {
  show({ text, tone: "bad", lasts: 12_000 });
}

export function toastError(what: string, failure: Failure): void {
  const retryTime = describeRetryTime(failure, Date.now());
  toastWarning([`${what}. ${remedyFor(failure).title}: ${failure.message}`, retryTime].filter(Boolean).join(" · "));
}

/** Announces an action, and runs it unless the reader undoes it in time. */
export function toastWithUndo(text: string, { act, undo }: { act: () => Promise<void>; undo: () => void }): void {
  show({ text, tone: "good", lasts: 20_000, undo, done: act });
}

export async function dismissToast(id: number): Promise<void> {
  await close(id)?.done?.();
}

export function undoToast(id: number): void {
  close(id)?.undo?.();
}

function close(id: number): Toast | undefined {
  const toast = toasts.value.find((each) => each.id === id);
  toasts.value = toasts.value.filter((each) => each.id !== id);
  return toast;
}

/** Runs the actions that the shown toasts announced, before the page is left or the session ends. */
export async function flushToasts(): Promise<void> {
  await Promise.all(toasts.value.filter(({ undo }) => undo).map(({ id }) => dismissToast(id)));
}
