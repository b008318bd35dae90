import { useState } from "preact/hooks";

import { isObject } from "../../shared/model/raw.ts";
import { readDraft, writeDraft } from "../lib/draft-storage.ts";
import { session } from "./session.ts";

export interface KeptDraft<T> {
  value: T;
  /** Whether `value` was restored from an earlier visit of the form. */
  restored: boolean;
  set: (value: T) => void;
  /** Resets the form and removes the stored draft. */
  clear: () => void;
  /** Removes the stored draft of a form that is about to be left. */
  forget: () => void;
}

/** The values of a form, stored for this tab until they are sent. `given` overrides stored values. */
export function useDraft<T extends object>(form: string, start: T, given: Partial<T> = {}): KeptDraft<T> {
  // The name includes the person, because another one may sign in in this tab.
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

/** The fields of a stored draft that this version of the form can show. A form with an empty `start` has any fields, which are all texts. */
function sameKinds(kept: Record<string, unknown>, start: object): Record<string, unknown> {
  const known = Object.entries(start);
  const fits = ([name, value]: [string, unknown]) => {
    const field = known.find(([each]) => each === name);
    if (!field) return known.length === 0 && typeof value === "string";
    return typeof value === typeof field[1] && Array.isArray(value) === Array.isArray(field[1]);
  };
  return Object.fromEntries(Object.entries(kept).filter(fits));
}
