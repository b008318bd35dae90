import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { fetchStatus } from "../api/gateway.ts";
import { queryOf } from "../api/queries.ts";
import { strings } from "../lib/strings.ts";
import { useResource } from "../state/resource.ts";

const words = strings.status;

/** The ages of secrets and the state of the team's ledger. Nothing where the gateway does not tell: it is older, or the visitor is a guest. */
export function GatewayStatusCards() {
  const { data } = useResource(queryOf("status", {}, fetchStatus));
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
      <Times id="alerts-sent" title={words.alerts} lead={words.alertsLead} times={ledger.alerts.map(({ kind, at }) => [kind, at])} />
    </>
  );
}

function Times({ id, title, lead, times }: { id: string; title: string; lead: string; times: [string, number][] }) {
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
    </section>
  );
}
