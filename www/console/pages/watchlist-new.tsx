import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { WatchlistForm } from "../components/watchlist-form.tsx";
import { useAction } from "../state/action.ts";
import { go } from "../state/navigation.ts";
import { href } from "../lib/route.ts";
import { strings } from "../../shared/lib/strings.ts";
import { say } from "../state/toasts.ts";
import { creation, emptyDraft } from "../model/watchlist-draft.ts";
import type { Kind, WatchlistChange } from "../../shared/model/watchlist.ts";
import { create } from "../api/watchlists.ts";

export function WatchlistNewPage({ kind }: { kind: Kind }) {
  const all = href(["watchlists", kind]);
  const save = useAction(async (body: WatchlistChange) => {
    const name = await create(kind, body);
    say((body.prompt ? strings.watchlists.createdByPrompt : strings.watchlists.created)(name));
    go(all);
  });
  return (
    <Page title={strings.watchlistForm.createTitle(strings.kinds[kind])} above={<BackLink to={all} name={strings.posts.back} />}>
      <WatchlistForm kind={kind} existing={false} start={emptyDraft} read={(draft) => creation(kind, draft)} save={save} backTo={all} />
    </Page>
  );
}
