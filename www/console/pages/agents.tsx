import { useState } from "preact/hooks";

import { Code, CopyButton } from "../../shared/components/code.tsx";
import { SelectField, TextField, focusInvalid } from "../../shared/components/field.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import * as gateway from "../api/gateway.ts";
import { queryOf } from "../api/queries.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { Page } from "../components/page.tsx";
import { Problem } from "../components/problem.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { strings } from "../lib/strings.ts";
import { type Agent, type AgentList, configurations, parseOps } from "../model/agents.ts";
import { useAction } from "../state/action.ts";
import { report } from "../state/report.ts";
import { type Resource, useResource } from "../state/resource.ts";
import { health } from "../state/session.ts";
import { toast, toastError } from "../state/toasts.ts";

const words = strings.agents;
const lifetimes = [
  { seconds: 3_600, name: words.hours },
  { seconds: 86_400, name: words.day },
  { seconds: 604_800, name: words.week },
  { seconds: 2_592_000, name: words.month },
];

export function AgentsPage() {
  if ((health.value?.mcp ?? "off") === "off") {
    return (
      <Page title={words.title} lead={words.lead}>
        <Empty icon="warning" title={words.off} why={words.offWhy} />
      </Page>
    );
  }
  return <Tokens />;
}

function Tokens() {
  const list = useResource(queryOf("agents", {}, gateway.fetchAgents));
  return (
    <Page title={words.title} lead={words.lead}>
      <ResourceView resource={list} skeleton={<Skeleton rows={3} tall />}>
        {(data) => (
          <div class="stack">
            {data.mcp === "read" && <p class="quiet">{words.readOnly}</p>}
            <NewToken list={list} canWrite={data.mcp === "write"} />
            <Configurations />
            <TokenList list={list} agents={data.agents} />
          </div>
        )}
      </ResourceView>
    </Page>
  );
}

function NewToken({ list, canWrite }: { list: Resource<AgentList>; canWrite: boolean }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<"read" | "write">("read");
  const [ops, setOps] = useState("");
  const [seconds, setSeconds] = useState("604800");
  const [made, setMade] = useState<{ name: string; token: string }>();
  const [tried, setTried] = useState(false);
  const make = useAction(async () => {
    const names = parseOps(ops);
    const { agent, token } = await gateway.createAgent({ name: name.trim(), scope, ...(names && { ops: names }), ttl_seconds: Number(seconds) });
    setMade({ name: agent.name, token });
    setName("");
    setTried(false);
    list.reload();
  });
  if (made) return <Made name={made.name} token={made.token} onDone={() => setMade(undefined)} />;
  return (
    <section class="card" aria-labelledby="make-token">
      <h2 id="make-token">{words.make}</h2>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim()) void make.run();
          else focusInvalid(event.currentTarget);
        }}
      >
        <TextField label={words.name} hint={words.nameHint} error={tried && !name.trim() ? strings.form.required(words.name) : undefined} value={name} onInput={setName} required maxLength={60} />
        <SelectField label={words.scope} hint={words.scopeHint} value={scope} onInput={(value) => setScope(value === "write" ? "write" : "read")}>
          <option value="read">{words.read}</option>
          {canWrite && <option value="write">{words.write}</option>}
        </SelectField>
        <TextField label={words.ops} hint={words.opsHint} optional value={ops} onInput={setOps} />
        <SelectField label={words.lasts} value={seconds} onInput={setSeconds}>
          {lifetimes.map((lifetime) => (
            <option key={lifetime.seconds} value={String(lifetime.seconds)}>
              {lifetime.name}
            </option>
          ))}
        </SelectField>
        {make.failure && <Problem failure={make.failure} />}
        <div class="row">
          <button type="submit" class="button primary" aria-disabled={make.busy}>
            {make.busy ? words.making : words.submit}
          </button>
        </div>
      </form>
    </section>
  );
}

/** Shows a new token, which is only in the memory of this component. */
function Made({ name, token, onDone }: { name: string; token: string; onDone: () => void }) {
  return (
    <section class="card" aria-labelledby="made-token">
      <h2 id="made-token" dir="auto">
        {words.made(name)}
      </h2>
      <p role="status">{words.once}</p>
      <Code label={words.token} text={token} />
      <div class="row">
        <CopyButton text={token} class="button primary" />
        <button type="button" class="button" onClick={onDone}>
          {words.done}
        </button>
      </div>
    </section>
  );
}

function Configurations() {
  const url = new URL("_gateway/mcp", document.baseURI).href;
  return (
    <section class="card" aria-labelledby="configure-agent">
      <h2 id="configure-agent">{words.configure}</h2>
      <p class="quiet">{words.configureLead}</p>
      {configurations(url).map(({ agent, where, text }) => (
        <details key={agent}>
          <summary>{agent}</summary>
          <p class="quiet">{where}</p>
          <Code label={agent} text={text} />
        </details>
      ))}
    </section>
  );
}

function TokenList({ list, agents }: { list: Resource<AgentList>; agents: Agent[] }) {
  return (
    <section aria-labelledby="agent-tokens">
      <h2 id="agent-tokens">{words.list}</h2>
      {agents.length === 0 ? (
        <Empty icon="system" title={words.none} why={words.noneWhy} />
      ) : (
        <ul class="rows">
          {agents.map((agent) => (
            <TokenRow key={agent.id} agent={agent} list={list} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TokenRow({ agent, list }: { agent: Agent; list: Resource<AgentList> }) {
  const [asking, setAsking] = useState(false);
  const revoke = useAction(async () => {
    try {
      await gateway.revokeAgent(agent.id);
      list.set((data) => ({ ...data, agents: data.agents.filter(({ id }) => id !== agent.id) }));
      toast(words.revoked(agent.name));
    } catch (error) {
      toastError(words.notRevoked, report(error));
    }
  });
  return (
    <li class="row-item">
      <div class="row-main">
        <h3 class="row-name" dir="auto">
          {agent.name} <span class="tag">{agent.scope === "write" ? words.writes : words.reads}</span>
        </h3>
        <p class="quiet">
          {words.used} {agent.last_used_at === null ? words.never : <RelativeTime at={new Date(agent.last_used_at)} />} · {words.expires}{" "}
          <RelativeTime at={new Date(agent.expires_at)} />
          {!agent.is_own && <> · {words.by(agent.owner)}</>}
          {agent.ops && <> · {words.only(agent.ops.join(", "))}</>}
        </p>
      </div>
      <div class="row-actions">
        <button type="button" class="button small danger" aria-disabled={revoke.busy} onClick={() => revoke.busy || setAsking(true)}>
          {words.revoke} <span class="visually-hidden">{words.revokeOf(agent.name)}</span>
        </button>
        {asking && (
          <ConfirmDialog
            title={words.revokeTitle(agent.name)}
            note={words.revokeNote}
            action={words.revoke}
            onClose={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              void revoke.run();
            }}
          />
        )}
      </div>
    </li>
  );
}
