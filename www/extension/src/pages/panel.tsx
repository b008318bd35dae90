import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { CheckField, SelectField } from "../../../shared/components/field.tsx";
import { Icon } from "../../../shared/components/icon.tsx";
import { type Kind, kinds } from "../../../shared/model/watchlist.ts";
import { keepFocus } from "../../../shared/state/focus.ts";
import { client } from "../api/client.ts";
import { activeWatchlists } from "../api/watchlists.ts";
import { Feed } from "../components/feed.tsx";
import { Header } from "../components/header.tsx";
import { SignIn } from "../components/sign-in.tsx";
import { ThisPage } from "../components/this-page.tsx";
import { useAction } from "../components/use-action.ts";
import { strings } from "../lib/strings.ts";
import type { WatchlistRef } from "../model/mention-digest.ts";
import { writeStored } from "../state/store.ts";
import { useStored } from "../state/use-stored.ts";
import "../styles/index.ts";

const words = strings.companion;

function Panel() {
  const session = useStored("session");
  if (session === undefined) return null;
  return (
    <>
      <Header session={session} inPanel />
      {session ? <Watchlists key={session.id} /> : <SignIn />}
    </>
  );
}

function Watchlists() {
  const kept = useStored("watchlist");
  const [watchlists, setWatchlists] = useState<(WatchlistRef & { kind: Kind })[]>();
  const load = useAction(async () => setWatchlists(await activeWatchlists(await client())));
  useEffect(() => void load.run(), []);
  const chosen = watchlists?.find(({ id }) => id === kept) ?? watchlists?.[0];
  return (
    <main class="pane">
      <h1 class="visually-hidden">{strings.posts.title}</h1>
      <FromLink />
      {load.failure && (
        <>
          <FailureNote failure={load.failure} />
          <button type="button" class="button" onClick={() => void load.run()}>
            {strings.common.retry}
          </button>
        </>
      )}
      {load.busy && <p role="status">{strings.common.loading}</p>}
      {watchlists && !chosen && <p class="quiet">{words.noWatchlists}</p>}
      {watchlists && chosen && kept !== undefined && (
        <>
          <SelectField label={words.watchlist} value={chosen.id} onInput={(id) => void writeStored("watchlist", id)}>
            {kinds.map((kind) => (
              <Group key={kind} kind={kind} watchlists={watchlists.filter((each) => each.kind === kind)} />
            ))}
          </SelectField>
          <Notify watchlist={chosen.id} />
          <Feed key={chosen.id} watchlist={chosen} />
        </>
      )}
    </main>
  );
}

/** The subject that was chosen from the context menu of a link. */
function FromLink() {
  const chosen = useStored("chosen");
  if (!chosen) return null;
  return (
    <div class="stack">
      <p class="row spread">
        <span class="quiet">{words.fromLink}</span>
        <button type="button" class="icon-button" aria-label={strings.common.dismiss} onClick={() => void writeStored("chosen", undefined)}>
          <Icon name="close" />
        </button>
      </p>
      <ThisPage subject={chosen} />
    </div>
  );
}

/** Turns notifications of new posts of a watchlist on and off. The first one asks for the permission. */
function Notify({ watchlist }: { watchlist: string }) {
  const notify = useStored("notify");
  const [denied, setDenied] = useState(false);
  if (notify === undefined) return null;
  const on = notify?.includes(watchlist) ?? false;
  async function toggle(to: boolean) {
    // First, because the browser asks for a permission only during a user gesture.
    const granted = !to || (await chrome.permissions.request({ permissions: ["notifications"] }));
    setDenied(!granted);
    const others = (notify ?? []).filter((id) => id !== watchlist);
    await writeStored("notify", granted && to ? [...others, watchlist] : others);
  }
  return <CheckField label={words.notify} hint={denied ? words.notifyDenied : undefined} value={on} onInput={(to) => void toggle(to)} />;
}

function Group({ kind, watchlists }: { kind: Kind; watchlists: WatchlistRef[] }) {
  if (watchlists.length === 0) return null;
  return (
    <optgroup label={strings.kinds[kind]}>
      {watchlists.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

keepFocus();
const root = document.getElementById("app");
if (root) render(<Panel />, root);
