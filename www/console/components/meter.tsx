import { useId } from "preact/hooks";

/** How much of a limit is used. A quiet label is only read out. */
export function Meter({ label, quiet, text, value, max }: { label: string; quiet?: boolean; text: string; value: number; max: number }) {
  const id = useId();
  return (
    <div class="meter">
      <span id={id} class={quiet ? "visually-hidden" : undefined}>
        {label}
      </span>
      <span class="meter-text">{text}</span>
      <meter aria-labelledby={id} min={0} max={Math.max(max, value, 1)} high={max * 0.8} optimum={0} value={value}>
        {text}
      </meter>
    </div>
  );
}
