import { signal } from "@preact/signals";

import { truncate } from "../../shared/lib/graphemes.ts";
import type { Failure } from "../../shared/model/failure.ts";
import { remedyFor } from "../../shared/model/remedies.ts";
import { describeRetryTime } from "../../shared/model/retry-time.ts";

export interface Toast {
  id: number;
  text: string;
  tone: "good" | "bad";
  /** Offered while the toast is shown. */
  undo?: (() => void) | undefined;
  /** How long it stays, in ms; the pointer or focus on it stops the clock. */
  lasts: number;
  /** Called when the toast expires or is dismissed, not after undo. Resolves when what it announced is done. */
  done?: (() => Promise<void>) | undefined;
}

export const toasts = signal<readonly Toast[]>([]);

let last = 0;
/** Names can be of any length. */
const MAX_CHARS = 300;
/** More than these cover the page. */
const MAX_TOASTS = 3;

function show(toast: Omit<Toast, "id">): void {
  // The same message again replaces the one before, and restarts its time.
  const text = toast.text.length > MAX_CHARS ? `${truncate(toast.text, MAX_CHARS)}…` : toast.text;
  const before = toasts.value.filter((each) => each.text !== text || each.undo);
  toasts.value = [...before, { ...toast, text, id: ++last }];
  // An expired toast does what it announced.
  for (const { id } of toasts.value.slice(0, -MAX_TOASTS)) void dismissToast(id);
}

export function toast(text: string): void {
  show({ text, tone: "good", lasts: 5_000 });
}

/** Something that the page did not do, for a reason it shows elsewhere. */
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

/** Runs what the shown toasts announced, before the page or the session goes: an announced action must not be lost. */
export async function flushToasts(): Promise<void> {
  await Promise.all(toasts.value.filter(({ undo }) => undo).map(({ id }) => dismissToast(id)));
}
