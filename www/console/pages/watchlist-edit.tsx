import { useMemo } from "preact/hooks";

import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { Loaded, Skeleton } from "../components/states.tsx";
import { WatchlistForm } from "../components/watchlist-form.tsx";
import { useAction } from "../state/action.ts";
import { go } from "../state/navigation.ts";
import { href } from "../lib/route.ts";
import { strings } from "../../shared/lib/strings.ts";
import { say } from "../state/toasts.ts";
import { changes, draftOf } from "../model/watchlist-draft.ts";
import type { Kind, Watchlist, WatchlistChange } from "../../shared/model/watchlist.ts";
import { update } from "../api/watchlists.ts";
import { useWatchlist } from "../state/watchlists.ts";

export function WatchlistEditPage({ kind, id }: { kind: Kind; id: string }) {
  const resource = useWatchlist(kind, id);
  const all = href(["watchlists", kind]);
  return (
    <Page title={strings.watchlistForm.editTitle(resource.data?.name ?? "")} above={<BackLink to={all} name={strings.posts.back} />}>
      <Loaded resource={resource} skeleton={<Skeleton rows={5} tall />}>
        {(watchlist) => <Edit kind={kind} watchlist={watchlist} all={all} />}
      </Loaded>
    </Page>
  );
}

function Edit({ kind, watchlist, all }: { kind: Kind; watchlist: Watchlist; all: string }) {
  const start = useMemo(() => draftOf(watchlist), [watchlist]);
  const save = useAction(async (body: WatchlistChange) => {
    await update(kind, watchlist.id, body);
    say(strings.watchlists.savedDone(typeof body.name === "string" ? body.name : watchlist.name));
    go(all);
  });
  return <WatchlistForm kind={kind} existing start={start} read={(draft) => changes(kind, start, draft)} save={save} backTo={all} />;
}
