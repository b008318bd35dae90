import { outx } from "../api.ts";
import { CountTable } from "../components/count-table.tsx";
import { SelectField } from "../components/field.tsx";
import { Meter } from "../components/meter.tsx";
import { Page } from "../components/page.tsx";
import { Empty, Loaded, Skeleton } from "../components/states.tsx";
import { Ago } from "../components/time.tsx";
import { number } from "../format.ts";
import * as gateway from "../gateway.ts";
import { meaning } from "../remedies.ts";
import { useResource } from "../resource.ts";
import { go, href } from "../route.ts";
import { strings } from "../strings.ts";
import { type Day, byDay, calls, countBy, isAction } from "../usage.ts";

const words = strings.usage;
const spans = [7, 30, 90];

/** The charts' library is loaded when the page is opened. */
const chart = async () => (await import("../charts/day-chart.tsx")).DayChart;

export function UsagePage({ days }: { days: number }) {
  const usage = useResource((signal) => gateway.usage(days, signal), [days]);
  return (
    <Page title={words.title} lead={words.lead} actions={<Span days={days} />}>
      <Loaded resource={usage} skeleton={<Skeleton rows={4} tall />}>
        {(usage) => <Counts usage={usage} days={days} />}
      </Loaded>
      <ThisTab />
    </Page>
  );
}

function Span({ days }: { days: number }) {
  return (
    <SelectField label={words.days} value={String(days)} onInput={(days) => go(href(["usage"], { days }))}>
      {spans.map((span) => (
        <option key={span} value={String(span)}>
          {words.daysN(span)}
        </option>
      ))}
    </SelectField>
  );
}

function Counts({ usage: { days: rows, actions }, days }: { usage: gateway.Usage; days: number }) {
  const errors = rows.filter(({ status }) => status >= 400);
  const total = calls(rows);
  const acts = rows.filter(({ operation }) => isAction(operation));
  return (
    <>
      <section class="card wide" aria-labelledby="by-day">
        <h2 id="by-day">{words.callsByDay}</h2>
        {total === 0 ? <Empty icon="usage" title={words.empty} why={words.emptyWhy} /> : <Drawn label={words.callsByDay} days={byDay(rows, days)} />}
      </section>
      <div class="cards">
        <section class="card" aria-labelledby="actions">
          <h2 id="actions">{words.actions}</h2>
          <Meter label={words.actions} quiet text={words.actionsOf(number(actions.hour), number(actions.limit))} value={actions.hour} max={actions.limit} />
          <p class="quiet">
            {words.actionsWhy}
            {actions.hour > 0 && actions.reset_ms > 0 && (
              <>
                {" "}
                {words.actionsReset} <Ago at={new Date(Date.now() + actions.reset_ms)} />.
              </>
            )}
          </p>
        </section>
        <section class="card" aria-labelledby="errors">
          <h2 id="errors">{words.errors}</h2>
          {errors.length === 0 ? <p class="quiet">{words.noErrors}</p> : <CountTable label={words.errors} first={words.statusColumn} counts={countBy(errors, ({ status }) => String(status))} total={total} />}
        </section>
        {acts.length > 0 && (
          <section class="card wide" aria-labelledby="actions-by-day">
            <h2 id="actions-by-day">{words.actionsByDay}</h2>
            <Drawn label={words.actionsByDay} days={byDay(acts, days)} />
          </section>
        )}
        {total > 0 && (
          <section class="card wide" aria-labelledby="operations">
            <h2 id="operations">{words.byOperation}</h2>
            <CountTable label={words.byOperation} first={words.operation} counts={countBy(rows, ({ operation }) => operation)} total={total} />
          </section>
        )}
      </div>
    </>
  );
}

function Drawn({ label, days }: { label: string; days: Day[] }) {
  const drawn = useResource(chart, []);
  return (
    <Loaded resource={drawn} skeleton={<Skeleton rows={3} tall />}>
      {(DayChart) => <DayChart label={label} days={days} />}
    </Loaded>
  );
}

/** What the client of this page counted: the only place that knows errors by code and its own retries. */
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
          <dd class="figure">{number(calls)}</dd>
        </div>
        <div>
          <dt>{words.tabRetries}</dt>
          <dd class="figure">{number(retries)}</dd>
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
                  <td>{meaning(code)}</td>
                  <td class="number">{number(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
