import { useEffect, useId, useRef } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { fieldLabel } from "../model/arguments.ts";
import { DialogClose } from "./dialog-close.tsx";

interface Props {
  title: string;
  /** The consequence of confirming. */
  note: string;
  /** The arguments that are sent. */
  args?: Record<string, unknown>;
  /** The name of the button; "Send now" by default. */
  action?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Shows what is about to be done, and does nothing until the reader confirms. */
export function ConfirmDialog({ title, note, args = {}, action = strings.linkedin.confirm, onConfirm, onClose }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <DialogClose />
      <div class="stack">
        <h2 id={id}>{title}</h2>
        {Object.keys(args).length > 0 && (
          <dl class="confirm-args">
            {Object.entries(args).map(([name, value]) => (
              <div key={name}>
                <dt>{fieldLabel(name)}</dt>
                <dd dir="auto">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        <p class="quiet">{note}</p>
        <div class="row">
          <button type="button" class="button primary" onClick={onConfirm}>
            {action}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {strings.common.cancel}
          </button>
        </div>
      </div>
    </dialog>
  );
}
