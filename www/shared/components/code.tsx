import { useEffect, useState } from "preact/hooks";

import { strings } from "../lib/strings.ts";

/** Text to read or copy, such as JSON or a snippet. It scrolls, so it is focusable. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <div class="code">
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} class="button small copy" />
    </div>
  );
}

export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "undefined";
}

export function CopyButton({ text, label = strings.common.copy, class: name = "button" }: { text: string; label?: string; class?: string }) {
  const [outcome, setOutcome] = useState<"copied" | "notCopied">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  // The browser or the user can deny access to the clipboard.
  const copy = () => navigator.clipboard.writeText(text).then(
    () => setOutcome("copied"),
    () => setOutcome("notCopied"),
  );
  // `navigator.clipboard` exists only in secure contexts.
  if (!navigator.clipboard) return null;
  return (
    <button type="button" class={name} onClick={() => void copy()}>
      <span aria-live="polite">{outcome ? strings.common[outcome] : label}</span>
    </button>
  );
}
