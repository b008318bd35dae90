import { Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";

/** The button that closes a dialog, for devices without an Escape key. */
export function DialogClose() {
  return (
    <form method="dialog" class="dialog-close">
      <button class="icon-button" aria-label={strings.common.close} title={strings.common.close}>
        <Icon name="close" />
      </button>
    </form>
  );
}
