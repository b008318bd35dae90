import type { ComponentChildren } from "preact";

import { CheckField, SelectField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { describeCode } from "../../shared/model/remedies.ts";
import { outx } from "../api/client.ts";
import { usageQuery } from "../api/queries.ts";
import { DayChart, HourChart } from "../charts/index.ts";
import { CallerTable } from "../components/caller-table.tsx";
import { CountTable } from "../components/count-table.tsx";
import { Meter } from "../components/meter.tsx";
import { Page } from "../components/page.tsx";
import { Empty, ResourceView, Skeleton } from "../components/states.tsx";
import { toCsv } from "../lib/csv.ts";
import { downloadFile } from "../lib/download.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type Usage, countBy, countByDay, countByHour, isLinkedInAction, sumCalls, withoutConsole } from "../model/usage.ts";
import { navigate } from "../state/navigation.ts";
import { useResource } from "../state/resource.ts";

const words = strings.usage;
const spans = [1, 7, 30, 90];
const DEFAULT_DAYS = 30;

export function UsagePage({ days: asked, all }: { days: number; all: boolean }) {
  const days = spans.includes(asked) ? asked : DEFAULT_DAYS;
  const usage = useResource(usageQuery(days));
  return (
    <Page title={words.title} lead={words.lead} actions={<DaysSelect days={days} all={all} />}>
      <ResourceView resource={usage} skeleton={<Skeleton rows={4} tall />}>
        {(usage) => <Counts usage={all ? usage : withoutConsole(usage)} days={days} />}
      </ResourceView>
      {(usage.data || usage.failure) && <ThisTab />}
    </Page>
  );
}

function DaysSelect({ days, all }: { days: number; all: boolean }) {
  const show = (to: { days?: string; all?: boolean }) => {
    const chosen = { days: String(days), all, ...to };
    navigate(href(["usage"], { days: chosen.days, console: chosen.all ? "true" : undefined }), { replace: true });
  };
  return (
    <>
      <CheckField label={words.includeConsole} hint={words.includeConsoleHint} value={all} onInput={(all) => show({ all })} />
      <SelectField label={words.days} value={String(days)} onInput={(days) => show({ days })}>
        {spans.map((span) => (
          <option key={span} value={String(span)}>
            {words.daysN(span)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function Counts({ usage: { days: rows, codes, callers, actions, action_hours }, days }: { usage: Usage; days: number }) {
  const total = sumCalls(rows);
  const acts = rows.filter(({ operation }) => isLinkedInAction(operation));
  return (
    <div class="cards">
      <Card id="by-day" title={words.callsByDay} wide>
        {total === 0 ? (
          <Empty icon="usage" title={words.empty} why={words.emptyWhy} />
        ) : (
          <DayChart label={words.callsByDay} days={countByDay(rows, days)} />
        )}
      </Card>
      <Card id="errors" title={words.errors}>
        {codes.length === 0 ? (
          <p class="quiet">{words.noErrors}</p>
        ) : (
          <CountTable label={words.errors} first={words.code} counts={countBy(codes, ({ code }) => code)} total={sumCalls(codes)} about={describeCode} tone="failed" />
        )}
      </Card>
      <Card id="actions" title={words.actions}>
        <Meter label={words.actions} quiet text={words.actionsOf(formatNumber(actions.hour), formatNumber(actions.limit))} value={actions.hour} max={actions.limit} />
        <p class="quiet">
          {words.actionsWhy}
          {actions.hour > 0 && actions.reset_ms > 0 && (
            <>
              {" "}
              {words.actionsReset} <RelativeTime at={new Date(Date.now() + actions.reset_ms)} />.
            </>
          )}
        </p>
      </Card>
      <Card id="actions-by-hour" title={words.actionsByHour} wide>
        <p class="quiet">{action_hours.length === 0 ? words.noActions : words.actionsByHourWhy}</p>
        {action_hours.length > 0 && <HourChart label={words.actionsByHour} hours={countByHour(action_hours)} />}
      </Card>
      {acts.length > 0 && (
        <Card id="actions-by-day" title={words.actionsByDay} wide>
          <DayChart label={words.actionsByDay} days={countByDay(acts, days)} />
        </Card>
      )}
      {callers && callers.length > 0 && (
        <Card id="callers" title={strings.callers.title} wide>
          <p class="quiet">{strings.callers.lead}</p>
          <CallerTable callers={callers} />
        </Card>
      )}
      {total > 0 && (
        <Card id="operations" title={words.byOperation} wide>
          <CountTable label={words.byOperation} first={words.operation} counts={countBy(rows, ({ operation }) => operation)} total={total} />
          <p class="row">
            <SaveRows name={`usage-${days}-days`} rows={rows} label={strings.linkedin.download("CSV")} />
            {callers && <SaveRows name={`usage-callers-${days}-days`} rows={callers} label={words.downloadCallers} />}
          </p>
        </Card>
      )}
    </div>
  );
}

function SaveRows({ name, rows, label }: { name: string; rows: readonly object[]; label: string }) {
  const save = () => downloadFile(`${name}.csv`, "text/csv;charset=utf-8", toCsv(rows as readonly Record<string, unknown>[]));
  return (
    <button type="button" class="button small" onClick={save}>
      <Icon name="download" />
      {label}
    </button>
  );
}

function Card({ id, title, wide, children }: { id: string; title: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={wide ? "card wide" : "card"} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Counts of this page's client, including retries and errors that never reached the gateway. */
function ThisTab() {
  const { calls, retries, errors } = outx.usage();
  const codes = Object.entries(errors).sort(([, a], [, b]) => b - a);
  return (
    <section class="card wide" aria-labelledby="tab">
      <h2 id="tab">{words.tab}</h2>
      <p class="quiet">{words.tabLead}</p>
      <dl class="figures">
        <div>
          <dt>{words.tabCalls}</dt>
          <dd class="figure">{formatNumber(calls)}</dd>
        </div>
        <div>
          <dt>{words.tabRetries}</dt>
          <dd class="figure">{formatNumber(retries)}</dd>
        </div>
      </dl>
      <h3>{words.tabErrors}</h3>
      {codes.length === 0 ? (
        <p class="quiet">{words.noErrors}</p>
      ) : (
        <div class="table-scroll" tabIndex={0} role="group" aria-label={words.tabErrors}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.code}</th>
                <th scope="col">{words.meaning}</th>
                <th scope="col" class="number">
                  {words.calls}
                </th>
              </tr>
            </thead>
            <tbody>
              {codes.map(([code, count]) => (
                <tr key={code}>
                  <th scope="row">
                    <code>{code}</code>
                  </th>
                  <td>{describeCode(code)}</td>
                  <td class="number">{formatNumber(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
