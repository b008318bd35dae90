import { useEffect, useRef } from "preact/hooks";

import { CheckField } from "../../shared/components/field.tsx";
import { strings } from "../lib/strings.ts";
import { type Shortcut, shortcutKeys } from "../model/shortcuts.ts";
import { overlay } from "../state/overlays.ts";
import { shortcutsOn } from "../state/preferences.ts";
import { DialogClose } from "./dialog-close.tsx";

const words = strings.shortcuts;

/** The keys of the console, and the switch that turns them off. */
export function ShortcutsDialog() {
  return overlay.value === "shortcuts" ? <Keys /> : null;
}

function Keys() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="shortcuts-title" onClose={() => (overlay.value = "none")}>
      <DialogClose />
      <div class="stack">
        <h2 id="shortcuts-title">{words.title}</h2>
        <dl class="keys">
          {(Object.keys(shortcutKeys) as Shortcut[]).map((shortcut) => (
            <div key={shortcut}>
              <dt>
                {shortcutKeys[shortcut].map((key, index) => (
                  <span key={key}>
                    {index > 0 && ` ${words.then} `}
                    <kbd>{key}</kbd>
                  </span>
                ))}
              </dt>
              <dd>{words.rows[shortcut]}</dd>
            </div>
          ))}
        </dl>
        <CheckField label={words.toggle} hint={words.toggleHint} value={shortcutsOn.value} onInput={(on) => (shortcutsOn.value = on)} />
      </div>
    </dialog>
  );
}
