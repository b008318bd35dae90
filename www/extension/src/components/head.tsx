import { Icon, type IconName } from "../../../shared/components/icon.tsx";
import { Logo } from "../../../shared/components/logo.tsx";
import { strings } from "../../../shared/lib/strings.ts";
import { GATEWAY } from "../api/client.ts";
import { signOut } from "../state/session.ts";
import type { Kept } from "../state/store.ts";

const words = strings.companion;

/** Whose session it is, and the ways out of this page. */
export function Head({ session, inPanel = false }: { session: Kept["session"] | null; inPanel?: boolean }) {
  return (
    <header class="head">
      <Logo />
      <p class="head-who">
        <span class="head-name" dir="auto">{session?.team ?? strings.companion.name}</span>
        {session && <span class="quiet">{session.email}</span>}
      </p>
      {session && !inPanel && <HeadButton icon="panel" name={words.openPanel} onClick={openPanel} />}
      <HeadButton icon="options" name={words.openOptions} onClick={() => void chrome.runtime.openOptionsPage()} />
      {session && <HeadButton icon="signOut" name={strings.account.signOut} onClick={() => void signOut(GATEWAY)} />}
    </header>
  );
}

function HeadButton({ icon, name, onClick }: { icon: IconName; name: string; onClick: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

// Nothing is awaited before: Chrome opens a side panel only while it still sees the click.
function openPanel(): void {
  void chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }).then(() => window.close());
}
