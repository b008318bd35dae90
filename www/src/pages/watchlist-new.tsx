import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { WatchlistForm } from "../components/watchlist-form.tsx";
import { useAction } from "../resource.ts";
import { go, href } from "../route.ts";
import { strings } from "../strings.ts";
import { say } from "../toasts.ts";
import { creation, emptyDraft } from "../watchlist-draft.ts";
import type { Kind } from "../../shared/model/watchlist.ts";
import { type Change, create } from "../watchlists.ts";

export function WatchlistNewPage({ kind }: { kind: Kind }) {
  const all = href(["watchlists", kind]);
  const save = useAction(async (body: Change) => {
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
