import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { fetchStatus, sendTestAlert } from "../api/gateway.ts";
import { queryOf } from "../api/queries.ts";
import { strings } from "../lib/strings.ts";
import type { TestAlert } from "../model/status.ts";
import { useAction } from "../state/action.ts";
import { useResource } from "../state/resource.ts";
import { Problem } from "./problem.tsx";

const words = strings.status;

/** Error codes of a gateway that does not report its status: an older one, or one that the visitor reads as a guest. */
const silent = ["not_found", "route_denied", "access_denied", "session_expired"];

/** The ages of secrets and the state of the team's ledger. Empty if the gateway does not report them. */
export function GatewayStatusCards() {
  const { data, failure, reload } = useResource(queryOf("status", {}, fetchStatus));
  if (failure && !silent.includes(failure.code)) return <Problem failure={failure} onRetry={reload} />;
  if (!data) return null;
  const { secrets, ledger } = data;
  return (
    <>
      <Times id="secret-ages" title={words.secrets} lead={words.secretsLead} times={Object.entries(secrets)} />
      <section class="card" aria-labelledby="ledger">
        <h2 id="ledger">{words.ledger}</h2>
        <dl class="facts">
          {[
            [words.schema, formatNumber(ledger.schema)],
            [words.size, words.kilobytes(formatNumber(Math.ceil(ledger.bytes / 1024)))],
            ...Object.entries(ledger.rows).map(([table, rows]) => [words.rows(table), formatNumber(rows)]),
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {ledger.last_flush_at !== null && (
            <div>
              <dt>{words.lastFlush}</dt>
              <dd>
                <RelativeTime at={new Date(ledger.last_flush_at)} />
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Times id="alerts-sent" title={words.alerts} lead={words.alertsLead} times={ledger.alerts.map(({ kind, at }) => [kind, at])}>
        <TestAlertButton onSent={reload} />
      </Times>
    </>
  );
}

function TestAlertButton({ onSent }: { onSent: () => void }) {
  const [result, setResult] = useState<TestAlert>();
  const send = useAction(async () => {
    setResult(undefined);
    setResult(await sendTestAlert());
    onSent();
  });
  return (
    <>
      <div class="row">
        <button type="button" class="button small" aria-disabled={send.busy} onClick={() => void send.run()}>
          {send.busy ? words.testing : words.testAlert}
        </button>
        <span class="quiet">{words.testAlertHint}</span>
      </div>
      <div role="status" class={result ? undefined : "visually-hidden"}>
        {result && (
          <div class="stack tight">
            <p class={result.outcome === "sent" ? "state active" : "warn-text"}>
              {result.outcome === "sent" && <Icon name="check" />}
              {words.deliveries[result.outcome] ?? result.outcome}
            </p>
            <p class="quiet">{result.text}</p>
          </div>
        )}
      </div>
      {send.failure && <Problem failure={send.failure} />}
    </>
  );
}

interface TimesProps {
  id: string;
  title: string;
  lead: string;
  times: [string, number][];
  children?: ComponentChildren;
}

function Times({ id, title, lead, times, children }: TimesProps) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="quiet">{times.length === 0 ? words.none : lead}</p>
      {times.length > 0 && (
        <dl class="facts">
          {times.map(([name, at]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <RelativeTime at={new Date(at)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </section>
  );
}
