import { withIdempotencyKey } from "../../../shared/api/idempotency.ts";
import { FailureNote } from "../../../shared/components/failure-note.tsx";
import { Icon } from "../../../shared/components/icon.tsx";
import { readWatchlist } from "../../../shared/model/watchlist.ts";
import { client } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { type Subject, subjectKey, subjectName } from "../model/subject.ts";
import { type StoredState, readStored, withStorageLock, writeStored } from "../state/store.ts";
import { useStored } from "../state/use-stored.ts";
import { OpenPost } from "./open-post.tsx";
import { TaskView } from "./task-view.tsx";
import { useAction } from "./use-action.ts";

const words = strings.companion;

type Begun = StoredState["pages"][string];

/**
 * The person, company or post of the tab, with its actions. A started task is stored by kind and slug, so that a popup that
 * is opened again continues with the same task instead of starting another.
 */
export function ThisPage({ subject }: { subject: Subject }) {
  return subject.kind === "post" ? <OpenPost key={subject.urn} urn={subject.urn} /> : <Page key={subjectKey(subject)} subject={subject} />;
}

type PageSubject = Exclude<Subject, { kind: "post" }>;

function Page({ subject }: { subject: PageSubject }) {
  const { kind } = subject;
  const place = subjectKey(subject);
  const pages = useStored("pages");
  const keep = (change: Begun) =>
    withStorageLock(async () => {
      const now = (await readStored("pages")) ?? {};
      await writeStored("pages", { ...now, [place]: { ...now[place], ...change } });
    });
  const fetch = useAction(async () => keep({ task: await startFetch(subject) }));
  const add = useAction(async () => keep({ watchlist: await makeWatchlist(subject) }));
  if (pages === undefined) return null;
  const { task, watchlist } = pages?.[place] ?? {};
  // Used for `aria-disabled`, because `disabled` would take the focus from the button.
  const isFetched = fetch.busy || task !== undefined;
  const isAdded = add.busy || watchlist !== undefined;
  const failure = fetch.failure ?? add.failure;
  return (
    <section class="card" aria-labelledby="this-page">
      <h2 id="this-page">
        <span class="eyebrow">{words.page[kind].kind}</span>
        <bdi>{subjectName(subject) ?? words.page.member}</bdi>
      </h2>
      <div class="row">
        <button type="button" class="button primary" aria-disabled={isFetched} onClick={() => isFetched || void fetch.run()}>
          {words.page[kind].fetch}
        </button>
        <button type="button" class="button" aria-disabled={isAdded} onClick={() => isAdded || void add.run()}>
          <Icon name={watchlist === undefined ? "plus" : "check"} />
          {words.page.add}
        </button>
      </div>
      <p class="hint" role="status">
        {watchlist === undefined ? words.page.addHint : strings.watchlists.created(watchlist)}
      </p>
      {failure && <FailureNote failure={failure} />}
      {task !== undefined && <TaskView key={task} id={task} kind={kind} onOver={() => void keep({ task: undefined })} />}
    </section>
  );
}

async function startFetch({ kind, slug }: PageSubject): Promise<string> {
  const { linkedin } = await client();
  const task = await withIdempotencyKey(["fetch", kind, slug], (options) =>
    kind === "profile" ? linkedin.fetchProfile({ profile_slug: slug }, options) : linkedin.fetchCompany({ company_slug: slug }, options),
  );
  return task.id;
}

/** Creates a watchlist, named after its subject if the name is known. The API cannot add a person or a company to an existing watchlist. */
async function makeWatchlist(subject: PageSubject): Promise<string> {
  const { kind, slug } = subject;
  const { people, company } = (await client()).watchlists;
  const name = subjectName(subject);
  const response = await withIdempotencyKey<unknown>(["watch", kind, slug], (options) =>
    kind === "profile" ? people.create({ profiles: [slug], ...(name && { name }) }, options) : company.create({ companies: [slug], ...(name && { name }) }, options),
  );
  return name ?? readWatchlist(response)?.name ?? words.page.member;
}
