import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { TextField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import * as gateway from "../api/gateway.ts";
import { queryOf } from "../api/queries.ts";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { Tabs } from "../components/tabs.tsx";
import { TaskHistory } from "../components/task-history.tsx";
import { toCsv } from "../lib/csv.ts";
import { downloadFile } from "../lib/download.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type LoggedRequest, type Write, outcomeTone } from "../model/records.ts";
import { useAction } from "../state/action.ts";
import { navigate } from "../state/navigation.ts";
import { useResource } from "../state/resource.ts";

const words = strings.activity;
const DAYS = 90;
/** Number of requests shown at first, and added by "Show more". A thousand rows would take the browser half a second. */
const STEP = 100;

type View = "audit" | "tasks" | "requests";

/** Writes, tasks and the last requests, from the ledger of the gateway. */
export function ActivityPage({ view, query }: { view: View; query: URLSearchParams }) {
  return (
    <Page title={words.title} lead={words.lead}>
      <Tabs
        label={words.views}
        tabs={[
          { name: words.audit, to: href(["activity"]), here: view === "audit" },
          { name: words.tasks, to: href(["activity", "tasks"]), here: view === "tasks" },
          { name: words.requests, to: href(["activity", "requests"]), here: view === "requests" },
        ]}
      />
      {view === "audit" && <AuditView />}
      {view === "tasks" && <TaskHistory />}
      {view === "requests" && <Requests id={query.get("id") ?? ""} />}
    </Page>
  );
}

function AuditView() {
  const first = useResource(queryOf("audit", { days: DAYS }, (signal) => gateway.fetchAudit({ days: DAYS }, signal)));
  const [older, setOlder] = useState<{ writes: readonly Write[]; next: number | null }>();
  const more = useAction(async (before: number) => {
    const { writes, next } = await gateway.fetchAudit({ days: DAYS, before });
    setOlder((known) => ({ writes: [...(known?.writes ?? []), ...writes], next }));
  });
  return (
    <ResourceView resource={first} skeleton={<Skeleton rows={4} tall />}>
      {({ writes, next }) => {
        const all = [...writes, ...(older?.writes ?? [])];
        const following = older ? older.next : next;
        if (all.length === 0) return <Empty icon="activity" title={words.noWrites} why={words.noWritesWhy} />;
        return (
          <>
            <SaveButton name="writes" rows={all} />
            <Table label={words.audit} heads={[words.at, words.who, words.operation, words.target, words.outcome, words.id]}>
              {all.map((write) => (
                <WriteRow key={write.id} write={write} />
              ))}
            </Table>
            {more.failure && <Problem failure={more.failure} />}
            {following !== null && (
              <p>
                <button type="button" class="button" aria-disabled={more.busy} onClick={() => void more.run(following)}>
                  {strings.posts.more}
                </button>
              </p>
            )}
          </>
        );
      }}
    </ResourceView>
  );
}

function WriteRow({ write: { at, name, caller, operation, target, outcome, status, request_id } }: { write: Write }) {
  return (
    <tr>
      <th scope="row">
        <RelativeTime at={new Date(at)} />
      </th>
      <td>{name ? <bdi>{name}</bdi> : <code>{caller.slice(0, 12)}</code>}</td>
      <td>
        <code>{operation}</code>
      </td>
      <td>{target && <code class="short">{target}</code>}</td>
      <td>
        <span class={`tag ${outcomeTone(outcome)}`}>{words.outcomes[outcome] ?? outcome}</span> {status || ""}
      </td>
      <td>
        <a href={href(["activity", "requests"], { id: request_id })}>
          <code class="short">{request_id.slice(0, 8)}</code>
        </a>
      </td>
    </tr>
  );
}

function Requests({ id }: { id: string }) {
  const [typed, setTyped] = useState(id);
  const [shown, setShown] = useState(STEP);
  const requests = useResource(queryOf("requests", id, (signal) => gateway.fetchRequests(id, signal)));
  return (
    <>
      <form
        class="row name-form list-filter"
        onSubmit={(event) => {
          event.preventDefault();
          navigate(href(["activity", "requests"], { id: typed.trim() }));
        }}
      >
        <TextField label={words.id} type="search" hint={words.idHint} value={typed} onInput={setTyped} />
        <button class="button">
          <Icon name="search" />
          {words.find}
        </button>
        {id && (
          <a class="button" href={href(["activity", "requests"])}>
            {words.showAll}
          </a>
        )}
      </form>
      <ResourceView resource={requests} skeleton={<Skeleton rows={4} tall />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon="activity" title={words.noRequests} why={words.noRequestsWhy} />
          ) : (
            <>
              <p class="quiet">{words.requestsNote}</p>
              <SaveButton name="requests" rows={rows} />
              <Table label={words.requests} heads={[words.at, words.operation, words.status, words.code, words.ms, words.who, words.id]}>
                {rows.slice(0, shown).map((row) => (
                  <RequestRow key={row.request_id} row={row} />
                ))}
              </Table>
              {rows.length > shown && (
                <p>
                  <button type="button" class="button" onClick={() => setShown(shown + STEP)}>
                    {strings.posts.more}
                  </button>
                </p>
              )}
            </>
          )
        }
      </ResourceView>
    </>
  );
}

function RequestRow({ row: { request_id, at, operation, status, ms, caller, code } }: { row: LoggedRequest }) {
  return (
    <tr>
      <th scope="row">
        <RelativeTime at={new Date(at)} />
      </th>
      <td>
        <code>{operation}</code>
      </td>
      <td>
        <span class={`tag ${status >= 500 ? "bad" : status >= 400 ? "warn" : "good"}`}>{status}</span>
      </td>
      <td>{code && <code>{code}</code>}</td>
      <td class="number">{formatNumber(ms)}</td>
      <td>
        <code>{caller.slice(0, 12)}</code>
      </td>
      <td>
        <code class="short">{request_id}</code>
      </td>
    </tr>
  );
}

function Table({ label, heads, children }: { label: string; heads: string[]; children: ComponentChildren }) {
  return (
    <div class="table-scroll records" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function SaveButton({ name, rows }: { name: string; rows: readonly object[] }) {
  return (
    <p>
      <button type="button" class="button small" onClick={() => downloadFile(`${name}.csv`, "text/csv;charset=utf-8", toCsv(rows as readonly Record<string, unknown>[]))}>
        <Icon name="download" />
        {strings.linkedin.download("CSV")}
      </button>
    </p>
  );
}
