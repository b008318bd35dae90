import { type IconName, Icon } from "../../../shared/components/icon.tsx";
import { Logo } from "../../../shared/components/logo.tsx";
import { signOut } from "../api/account.ts";
import { openSidePanel } from "../lib/side-panel.ts";
import { strings } from "../lib/strings.ts";
import type { StoredState } from "../state/store.ts";
import { useGateway } from "../state/use-gateway.ts";

const words = strings.companion;

/** The signed-in person and links to the other pages of the extension. */
export function Header({ session, inPanel = false }: { session: StoredState["session"] | null; inPanel?: boolean }) {
  const gateway = useGateway();
  return (
    <header class="head">
      <Logo />
      <p class="head-who">
        <span class="head-name" dir="auto">{session?.team ?? strings.companion.name}</span>
        {session && <span class="quiet">{session.email}</span>}
      </p>
      <HeadButton icon="external" name={words.openConsole} onClick={() => void chrome.tabs.create({ url: `${gateway}/` })} />
      {session && !inPanel && <HeadButton icon="panel" name={words.openPanel} onClick={openPanel} />}
      <HeadButton icon="options" name={words.openOptions} onClick={() => void chrome.runtime.openOptionsPage()} />
      {session && <HeadButton icon="signOut" name={strings.account.signOut} onClick={() => void signOut()} />}
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

function openPanel(): void {
  void openSidePanel(chrome.windows.WINDOW_ID_CURRENT).then(() => window.close());
}
