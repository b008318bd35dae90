import type { Kind, WatchlistChange } from "../../shared/model/watchlist.ts";
import { createWatchlist } from "../api/watchlists.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { WatchlistForm } from "../components/watchlist-form.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { buildCreation, emptyDraft } from "../model/watchlist-draft.ts";
import { useAction } from "../state/action.ts";
import { navigate } from "../state/navigation.ts";
import { toast } from "../state/toasts.ts";

export function WatchlistNewPage({ kind }: { kind: Kind }) {
  const all = href(["watchlists", kind]);
  const save = useAction(async (body: WatchlistChange) => {
    const name = await createWatchlist(kind, body);
    toast((body.prompt ? strings.watchlists.createdByPrompt : strings.watchlists.created)(name));
    navigate(all);
  });
  return (
    <Page title={strings.watchlistForm.createTitle(strings.kinds[kind])} above={<BackLink to={all} name={strings.posts.back} />}>
      <WatchlistForm kind={kind} start={emptyDraft} read={(draft) => buildCreation(kind, draft)} save={save} backTo={all} />
    </Page>
  );
}
