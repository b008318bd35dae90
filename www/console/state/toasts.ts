import { signal } from "@preact/signals";

import type { Failure } from "../../shared/model/failure.ts";
import { remedy } from "../../shared/model/remedies.ts";

export interface Toast {
  id: number;
  text: string;
  tone: "good" | "bad";
  /** Offered until the toast goes. */
  undo?: (() => void) | undefined;
  /** How long it stays, in ms; the pointer or focus on it stops the clock. */
  lasts: number;
  /** Called when its time is over or it is dismissed, not after undo. */
  done?: (() => void) | undefined;
}

export const toasts = signal<readonly Toast[]>([]);

let last = 0;

function show(toast: Omit<Toast, "id">): void {
  toasts.value = [...toasts.value, { ...toast, id: ++last }];
}

export function say(text: string): void {
  show({ text, tone: "good", lasts: 5_000 });
}

export function complain(what: string, failure: Failure): void {
  show({ text: `${what}: ${remedy(failure).title.toLowerCase()}. ${failure.message}`, tone: "bad", lasts: 12_000 });
}

/** Says what is about to be done, and does it unless the reader takes it back in time. */
export function sayThenDo(text: string, { act, undo }: { act: () => void; undo: () => void }): void {
  show({ text, tone: "good", lasts: 6_000, undo, done: act });
}

export function dismiss(id: number): void {
  close(id)?.done?.();
}

export function takeBack(id: number): void {
  close(id)?.undo?.();
}

function close(id: number): Toast | undefined {
  const toast = toasts.value.find((each) => each.id === id);
  toasts.value = toasts.value.filter((each) => each.id !== id);
  return toast;
}
