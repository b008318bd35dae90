import { useId } from "preact/hooks";

interface Props {
  label: string;
  /** Whether the label is announced but not shown. */
  quiet?: boolean;
  text: string;
  value: number;
  max: number;
}

/** The used share of a limit. Browsers draw `meter` differently, so it is only announced, and a bar is drawn beside it. */
export function Meter({ label, quiet, text, value, max }: Props) {
  const id = useId();
  const full = Math.max(max, value, 1);
  return (
    <div class="meter">
      <span id={id} class={quiet ? "visually-hidden" : undefined}>
        {label}
      </span>
      <span class="meter-text">{text}</span>
      <meter class="visually-hidden" aria-labelledby={id} min={0} max={full} value={value}>
        {text}
      </meter>
      <span class="meter-bar" aria-hidden="true">
        <span class={toneOf(value, max)} style={{ inlineSize: `${(value / full) * 100}%` }} />
      </span>
    </div>
  );
}

function toneOf(value: number, max: number): "over" | "high" | "low" {
  if (value > max) return "over";
  return value > max * 0.8 ? "high" : "low";
}
