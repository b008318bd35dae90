import { useEffect, useRef, useState } from "preact/hooks";

import { Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { type Toast, dismissToast, toasts, undoToast } from "../state/toasts.ts";

/** Short messages at the edge of the page, announced to screen readers as they appear. */
export function Toasts() {
  return (
    <section class="toasts" aria-live="polite" aria-label={strings.common.messages}>
      {toasts.value.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function Message({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const visible = useVisible();
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (held || !visible) return;
    const timer = setTimeout(() => void dismissToast(toast.id), toast.lasts);
    return () => clearTimeout(timer);
  }, [held, visible, toast]);
  // The control that was used is removed with its row, so the focus moves to "Undo".
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  const hold = () => setHeld(true);
  // Focus from a pointer does not mean that the message is being read.
  const holdForKeyboard = ({ target }: FocusEvent) => {
    if (target instanceof Element && target.matches(":focus-visible")) hold();
  };
  const release = () => setHeld(false);
  return (
    <div class={`toast ${toast.tone}`} onPointerEnter={hold} onPointerLeave={release} onFocusIn={holdForKeyboard} onFocusOut={release}>
      <Icon name={toast.tone === "good" ? "check" : "warning"} />
      <p dir="auto">{toast.text}</p>
      {toast.undo && (
        <button ref={undo} type="button" class="toast-undo" onClick={() => undoToast(toast.id)}>
          {strings.common.undo}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={strings.common.dismiss} onClick={() => void dismissToast(toast.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Whether the tab is visible. A message must not expire unseen. */
function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const listener = () => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  }, []);
  return visible;
}
