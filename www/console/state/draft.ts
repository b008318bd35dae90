import { useState } from "preact/hooks";

import { isObject } from "../../shared/model/raw.ts";
import { readDraft, writeDraft } from "../lib/draft-storage.ts";
import { session } from "./session.ts";

export interface KeptDraft<T> {
  value: T;
  /** Whether `value` was typed before and kept. */
  restored: boolean;
  set: (value: T) => void;
  /** Returns to the start and forgets what was typed. */
  clear: () => void;
  /** Forgets what was typed when the form is about to go. */
  forget: () => void;
}

/** The values of a form, kept in this tab until they are sent. `given` overrides what was kept. */
export function useDraft<T extends object>(form: string, start: T, given: Partial<T> = {}): KeptDraft<T> {
  // Another person may sign in in this tab.
  const name = [session.value?.team.id, session.value?.email, form].join(" ");
  const [state, setState] = useState(() => {
    const kept = readDraft(name);
    const restored = isObject(kept);
    return { value: { ...start, ...(restored && (sameKinds(kept, start) as Partial<T>)), ...given }, restored };
  });
  return {
    ...state,
    set: (value) => {
      writeDraft(name, value);
      setState({ value, restored: false });
    },
    clear: () => {
      writeDraft(name, undefined);
      setState({ value: start, restored: false });
    },
    forget: () => writeDraft(name, undefined),
  };
}

/** The fields of a stored draft that this version of the form can show. A form whose fields are not known before has only texts. */
function sameKinds(kept: Record<string, unknown>, start: object): Record<string, unknown> {
  const known = Object.entries(start);
  const fits = ([name, value]: [string, unknown]) => {
    const field = known.find(([each]) => each === name);
    if (!field) return known.length === 0 && typeof value === "string";
    return typeof value === typeof field[1] && Array.isArray(value) === Array.isArray(field[1]);
  };
  return Object.fromEntries(Object.entries(kept).filter(fits));
}
