import { useEffect, useState } from "preact/hooks";

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
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.lasts);
    return () => clearTimeout(timer);
  }, [held, toast]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return (
    <div class={`toast ${toast.tone}`} onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <Icon name={toast.tone === "good" ? "check" : "warning"} />
      <p dir="auto">{toast.text}</p>
      {toast.undo && (
        <button type="button" class="toast-undo" onClick={() => undoToast(toast.id)}>
          {strings.common.undo}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={strings.common.dismiss} onClick={() => dismissToast(toast.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
