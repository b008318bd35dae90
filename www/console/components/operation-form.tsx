import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { AreaField, SelectField, TextField, focusUnfinished } from "../../shared/components/field.tsx";
import { strings } from "../lib/strings.ts";
import { type FieldErrors, type FormValues, fieldLabel } from "../model/arguments.ts";
import type { Operation, Param } from "../model/operations.ts";

interface Props {
  operation: Operation;
  typed: FormValues;
  problems: FieldErrors;
  onType: (name: string, text: string) => void;
  onSubmit: () => void;
  children: ComponentChildren;
}

/** A form generated from the description of an operation. */
export function OperationForm({ operation, typed, problems, onType, onSubmit, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const submitted = useRef(false);
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (form.current && focusUnfinished(form.current)) return;
    submitted.current = true;
    onSubmit();
  }
  // Focuses the first invalid field after a submission. Some problems are found at once, others later by the client or the API.
  const wrong = Object.keys(problems).join();
  useEffect(() => {
    if (!wrong || !submitted.current) return;
    submitted.current = false;
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  });
  return (
    <form ref={form} class="stack form" noValidate onSubmit={submit}>
      {operation.params.length > 0 && (
        <div class="columns">
          {operation.params.map((param) => (
            <ParamField key={param.name} param={param} error={problems[param.name]} value={typed[param.name] ?? ""} onInput={(text) => onType(param.name, text)} />
          ))}
        </div>
      )}
      {children}
    </form>
  );
}

interface FieldProps {
  param: Param;
  error: string | undefined;
  value: string;
  onInput: (text: string) => void;
}

function ParamField({ param, error, value, onInput }: FieldProps) {
  const shared = { label: fieldLabel(param.name), optional: !param.required, error, value, onInput };
  // A description that only repeats the label is left out.
  const about = param.description === `${shared.label}.` ? "" : param.description;
  switch (param.type) {
    case "choice":
    case "boolean":
      return (
        <SelectField {...shared} hint={about}>
          <option value="">{strings.form.choose}</option>
          {param.type === "boolean" ? (
            <>
              <option value="true">{strings.common.yes}</option>
              <option value="false">{strings.common.no}</option>
            </>
          ) : (
            param.choices.map((choice) => (
              <option key={choice} value={String(choice)}>
                {choice}
              </option>
            ))
          )}
        </SelectField>
      );
    case "list":
      return <AreaField {...shared} rows={1} hint={`${about} ${strings.form.listHint}.`.trim()} />;
    case "json":
      return <AreaField {...shared} rows={2} hint={`${about} ${strings.form.jsonHint}.`.trim()} />;
    case "long-text":
      return <AreaField {...shared} rows={4} hint={about} />;
    case "number":
      return <TextField {...shared} inputMode="numeric" hint={about} />;
    default:
      return <TextField {...shared} type={param.format === "date" ? "date" : param.format === "email" ? "email" : "text"} hint={about} />;
  }
}
