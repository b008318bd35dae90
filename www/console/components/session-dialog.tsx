import { useEffect, useRef } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { expired, session } from "../state/session.ts";
import { DialogClose } from "./dialog-close.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** The sign-in dialog over a page whose session has ended. After signing in, the page is unchanged. */
export function SessionDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = expired.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="again-title" onClose={() => (expired.value = false)}>
      {open && <DialogClose />}
      {open && (
        <div class="stack">
          <h2 id="again-title">{strings.signIn.again}</h2>
          <p class="lead">{strings.signIn.againLead}</p>
          <SignInForm email={session.value?.email} />
        </div>
      )}
    </dialog>
  );
}
