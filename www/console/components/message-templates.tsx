import { useState } from "preact/hooks";

import { SelectField, TextField } from "../../shared/components/field.tsx";
import { strings } from "../lib/strings.ts";
import { fieldLabel } from "../model/arguments.ts";
import { fillTemplate, placeholdersIn } from "../model/message-template.ts";
import { useTemplates } from "../state/templates.ts";
import { toast } from "../state/toasts.ts";

const words = strings.templates;

interface Props {
  /** The text of the form, with its placeholders. */
  text: string;
  onText: (text: string) => void;
  /** Values of the placeholders by name. */
  values: Record<string, string>;
  onValue: (name: string, value: string) => void;
}

/** Templates for the text of a message, the values of their placeholders, and a preview. */
export function MessageTemplates({ text, onText, values, onValue }: Props) {
  const { items, change } = useTemplates();
  const [naming, setNaming] = useState<string>();
  const [tried, setTried] = useState(false);
  const names = placeholdersIn(text);
  const shown = items.find((each) => each.text === text);

  function save() {
    const name = naming?.trim();
    setTried(true);
    if (!name) return;
    change((all) => [{ name, text }, ...all.filter((each) => each.name !== name)]);
    setNaming(undefined);
    toast(words.saved(name));
  }

  /** Handles Enter, which would otherwise submit the form of the message around these fields. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") setNaming(undefined);
    if (event.key !== "Enter" || event.isComposing || (event.target as Element).matches("button")) return;
    event.preventDefault();
    save();
  }

  return (
    <fieldset class="stack templates">
      <legend>{words.title}</legend>
      <p class="hint">{words.hint}</p>
      <div class="row">
        {items.length > 0 && (
          <SelectField label={words.use} value={shown?.name ?? ""} onInput={(name) => onText(items.find((each) => each.name === name)?.text ?? "")}>
            <option value="">{words.none}</option>
            {items.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {shown && (
          <button type="button" class="button small" onClick={() => change((all) => all.filter(({ name }) => name !== shown.name))}>
            {words.remove}
          </button>
        )}
        {text.trim() && !shown && naming === undefined && (
          <button type="button" class="button small" onClick={() => (setTried(false), setNaming(""))}>
            {words.save}
          </button>
        )}
      </div>
      {naming !== undefined && (
        <div class="row name-form" onKeyDown={onKeyDown}>
          <TextField label={words.name} focus maxLength={60} error={tried && !naming.trim() ? strings.form.required(words.name) : undefined} value={naming} onInput={setNaming} />
          <button type="button" class="button small" onClick={save}>
            {strings.common.save}
          </button>
          <button type="button" class="button small" onClick={() => setNaming(undefined)}>
            {strings.common.cancel}
          </button>
        </div>
      )}
      {names.length > 0 && (
        <>
          <div class="columns">
            {names.map((name) => (
              <TextField key={name} label={`${words.fields}: ${fieldLabel(name)}`} value={values[name] ?? ""} onInput={(value) => onValue(name, value)} />
            ))}
          </div>
          <div>
            <h3 class="eyebrow">{words.preview}</h3>
            <p class="preview" dir="auto">
              {fillTemplate(text, values)}
            </p>
          </div>
        </>
      )}
    </fieldset>
  );
}
