import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { strings } from "../lib/strings.ts";

interface Frame {
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
}

interface Value {
  value: string;
  onInput: (value: string) => void;
}

interface Attributes {
  type?: "text" | "email" | "search" | "url" | "date";
  name?: string;
  class?: string;
  inputMode?: "numeric";
  autoComplete?: "email" | "one-time-code";
  required?: boolean;
  maxLength?: number;
}

interface Focus {
  /** Whether the field takes the focus when it is mounted. The `autofocus` attribute works only while the document loads. */
  focus?: boolean;
}

interface TextFieldProps extends Frame, Value, Attributes, Focus {
  /** Returns the part of the text to keep, which is also what the field then shows. */
  filter?: (text: string) => string;
}

/** A labelled input of one line. */
export function TextField({ label, hint, error, optional, value, onInput, focus = false, filter, ...attributes }: TextFieldProps) {
  const input = useFocus<HTMLInputElement>(focus);
  const [unfinished, setUnfinished] = useState(false);
  error ??= unfinished ? strings.common.dateUnfinished : undefined;
  const ids = useFieldIds(hint, error);
  function take(field: HTMLInputElement) {
    const kept = filter ? filter(field.value) : field.value;
    // If the kept value equals the previous one, Preact does not render again, so the input is set here.
    if (field.value !== kept) field.value = kept;
    onInput(kept);
  }
  return (
    <Field ids={ids} label={label} hint={hint} error={error} optional={optional}>
      <input
        ref={input}
        dir={attributes.type === "email" || attributes.type === "url" ? "ltr" : "auto"}
        {...(attributes as InputHTMLAttributes)}
        {...described(ids, error)}
        value={value}
        // While an input method composes, its characters are not final and are not filtered.
        onInput={(event) => (event.isComposing ? onInput(event.currentTarget.value) : take(event.currentTarget))}
        onCompositionEnd={(event) => take(event.currentTarget)}
        onBlur={(event) => setUnfinished(isUnfinished(event.currentTarget))}
      />
    </Field>
  );
}

/** Moves the focus to the first invalid field of a form, after the next rendering. */
export function focusInvalid(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
}

/** Returns whether a form has an incomplete date. If so, the first such field is marked and focused. */
export function focusUnfinished(form: HTMLElement): boolean {
  const field = [...form.querySelectorAll("input")].find(isUnfinished);
  // TextField checks its text on blur.
  field?.focus();
  field?.blur();
  field?.focus();
  return field !== undefined;
}

/** Whether a date field has an incomplete date. Its value is then empty and `badInput` is set. A browser without date fields accepts any text. */
function isUnfinished(field: HTMLInputElement): boolean {
  return field.getAttribute("type") === "date" && (field.validity.badInput || !/^(?:\d{4}-\d{2}-\d{2})?$/.test(field.value));
}

/** A labelled text area. */
export function AreaField({ label, hint, error, optional, value, onInput, focus = false, rows = 3, ...rest }: Frame & Value & Focus & { rows?: number; maxLength?: number; placeholder?: string; required?: boolean }) {
  const ids = useFieldIds(hint, error);
  const area = useFocus<HTMLTextAreaElement>(focus);
  return (
    <Field ids={ids} label={label} hint={hint} error={error} optional={optional}>
      <textarea ref={area} {...rest} {...described(ids, error)} dir="auto" style={{ minBlockSize: `calc(${rows}lh + 1rem + 2px)` }} rows={rows} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </Field>
  );
}

/** A labelled select. */
export function SelectField({ label, hint, error, optional, value, onInput, focus = false, children }: Frame & Value & Focus & { children: ComponentChildren }) {
  const ids = useFieldIds(hint, error);
  const select = useFocus<HTMLSelectElement>(focus);
  return (
    <Field ids={ids} label={label} hint={hint} error={error} optional={optional}>
      <select ref={select} {...described(ids, error)} value={value} onChange={(event) => onInput(event.currentTarget.value)}>
        {children}
      </select>
    </Field>
  );
}

export function CheckField({ label, hint, value, onInput }: { label: string; hint?: string | undefined; value: boolean; onInput: (value: boolean) => void }) {
  const ids = useFieldIds(hint, undefined);
  return (
    <div class="field check">
      <input type="checkbox" {...described(ids, undefined)} checked={value} onChange={(event) => onInput(event.currentTarget.checked)} />
      <label for={ids.control}>{label}</label>
      {hint && (
        <p class="hint" id={ids.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

function useFocus<E extends HTMLElement>(focus: boolean) {
  const field = useRef<E>(null);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, []);
  return field;
}

interface Ids {
  control: string;
  hint: string | undefined;
  error: string | undefined;
}

function useFieldIds(hint: ComponentChildren, error: string | undefined): Ids {
  const id = useId();
  return { control: id, hint: hint ? `${id}-hint` : undefined, error: error ? `${id}-error` : undefined };
}

function described(ids: Ids, error: string | undefined) {
  return {
    id: ids.control,
    "aria-describedby": [ids.error, ids.hint].filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? ("true" as const) : undefined,
  };
}

function Field({ ids, label, hint, error, optional, children }: Frame & { ids: Ids; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={ids.control}>{label}</label>
      {optional && <span class="optional">{strings.common.optional}</span>}
      {children}
      {error && (
        <p class="field-error" id={ids.error}>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={ids.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
