import { useMemo } from "preact/hooks";

import type { Kind, Watchlist, WatchlistChange } from "../../shared/model/watchlist.ts";
import { updateWatchlist } from "../api/watchlists.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { ResourceView, Skeleton } from "../components/states.tsx";
import { WatchlistForm } from "../components/watchlist-form.tsx";
import { Tracked } from "../components/watchlist-page.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { buildUpdate, draftFrom } from "../model/watchlist-draft.ts";
import { useAction } from "../state/action.ts";
import { navigate } from "../state/navigation.ts";
import { toast } from "../state/toasts.ts";
import { useWatchlist } from "../state/watchlists.ts";

export function WatchlistEditPage({ kind, id }: { kind: Kind; id: string }) {
  const resource = useWatchlist(kind, id);
  const all = href(["watchlists", kind]);
  return (
    <Page title={strings.watchlistForm.editTitle(resource.data?.name ?? "")} above={<BackLink to={all} name={strings.posts.back} />}>
      <ResourceView resource={resource} skeleton={<Skeleton rows={5} tall />}>
        {(watchlist) => <Edit kind={kind} watchlist={watchlist} all={all} />}
      </ResourceView>
    </Page>
  );
}

function Edit({ kind, watchlist, all }: { kind: Kind; watchlist: Watchlist; all: string }) {
  const start = useMemo(() => draftFrom(watchlist), [watchlist]);
  const save = useAction(async (body: WatchlistChange) => {
    await updateWatchlist(kind, watchlist.id, body);
    toast(strings.watchlists.savedDone(typeof body.name === "string" ? body.name : watchlist.name));
    navigate(all);
  });
  return (
    <>
      <Tracked kind={kind} slugs={watchlist.slugs} />
      <WatchlistForm kind={kind} id={watchlist.id} start={start} read={(draft) => buildUpdate(kind, start, draft)} save={save} backTo={all} />
    </>
  );
}
