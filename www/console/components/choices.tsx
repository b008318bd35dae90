import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Choice<T extends string> {
  value: T;
  label: string;
  icon?: ComponentChildren;
}

interface Props<T extends string> {
  legend: string;
  /** Whether the legend is announced but not shown. */
  quiet?: boolean;
  /** Whether only icons are shown; the labels are announced. */
  iconsOnly?: boolean;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** A choice among a few values, side by side. The choices are radio buttons, so that the arrow keys work. */
export function Choices<T extends string>({ legend, quiet, iconsOnly, choices, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class={quiet ? "visually-hidden" : undefined}>{legend}</legend>
      <div class="choices-row">
        {choices.map((choice) => (
          <label key={choice.value} class="choice" title={iconsOnly ? choice.label : undefined}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <span class="choice-face">
              {choice.icon}
              <span class={iconsOnly ? "visually-hidden" : undefined}>{choice.label}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
