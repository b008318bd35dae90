import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatDay, formatNumber, formatPercent, parseDate } from "../../shared/lib/format.ts";
import { teamQuery, usageQuery } from "../api/queries.ts";
import { ExtensionCard } from "../components/extension-card.tsx";
import { GatewayFacts } from "../components/gateway-facts.tsx";
import { Onboarding } from "../components/onboarding.tsx";
import { Meter } from "../components/meter.tsx";
import { Page } from "../components/page.tsx";
import { ResourceView, Skeleton } from "../components/states.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { fieldLabel } from "../model/arguments.ts";
import { isComplete, readSetup } from "../model/setup.ts";
import type { Team } from "../model/team.ts";
import { type Usage, countToday, withoutConsole } from "../model/usage.ts";
import { extensionStatus } from "../state/extension-status.ts";
import { useResource } from "../state/resource.ts";
import { health, session } from "../state/session.ts";
import { tasks } from "../state/tasks.ts";
import { useWatchlists } from "../state/watchlists.ts";

const words = strings.overview;

export function OverviewPage() {
  const account = useResource(teamQuery());
  const usage = useResource(usageQuery(1));
  const probe = useWatchlists("keyword");
  const setup = readSetup({ extension: extensionStatus.value.state, watchlists: probe.data?.length, used: account.data?.limits, tasks: tasks.value.length, usage: usage.data });
  // The gateway's facts are shown once the cards above have their final height.
  const loading = account.loading || usage.loading || probe.loading;
  return (
    <Page title={words.title} lead={session.value?.team.name ?? ""}>
      <div class="cards">
        <ExtensionCard probe={probe} />
        <section class="card" aria-labelledby="plan">
          <h2 id="plan">{words.plan}</h2>
          <ResourceView resource={account} skeleton={<Skeleton />}>
            {(account) => <Plan account={account} />}
          </ResourceView>
        </section>
        <section class="card wide" aria-labelledby="today">
          <div class="row spread">
            <h2 id="today">{words.today}</h2>
            <a class="link" href={href(["usage"])}>
              {words.toUsage}
            </a>
          </div>
          <ResourceView resource={usage} skeleton={<Skeleton rows={2} />}>
            {(usage) => <Today usage={usage} />}
          </ResourceView>
        </section>
      </div>
      {/* Known last, so it is below the cards, which it would otherwise move. */}
      {setup && (isComplete(setup) ? <Next /> : <Onboarding setup={setup} />)}
      {(setup || !loading) && <Gateway />}
    </Page>
  );
}

function Plan({ account }: { account: Team }) {
  const until = formatDay(account.planUntil);
  const ends = parseDate(account.planUntil);
  const expired = ends !== undefined && ends.getTime() < Date.now();
  return (
    <>
      <p class="figure">{account.plan ?? <span class="quiet">{words.noPlan}</span>}</p>
      {until && <p class={expired ? "expired" : "quiet"}>{expired ? words.planExpired(until) : words.planUntil(until)}</p>}
      {account.limits.length > 0 ? (
        <div class="meters">
          {account.limits.map(({ name, used, limit }) => (
            <Meter key={name} label={fieldLabel(name)} text={words.limitOf(formatNumber(used), formatNumber(limit))} value={used} max={limit} />
          ))}
        </div>
      ) : (
        <p class="quiet">{words.noLimits}</p>
      )}
    </>
  );
}

function Today({ usage }: { usage: Usage }) {
  const { calls, errors } = countToday(withoutConsole(usage).days);
  const { hour, limit, reset_ms } = usage.actions;
  return (
    <dl class="figures">
      <div>
        <dt>{words.calls}</dt>
        <dd class="figure">{formatNumber(calls)}</dd>
        <dd class="quiet">{words.callsOf}</dd>
      </div>
      <div>
        <dt>{words.errors}</dt>
        <dd class="figure">{formatNumber(errors)}</dd>
        <dd class="quiet">{words.errorsOf(formatPercent(errors, calls))}</dd>
      </div>
      <div>
        <dt>{words.actions}</dt>
        <dd class="figure">{formatNumber(Math.max(0, limit - hour))}</dd>
        <dd class="quiet">
          {words.actionsOf(formatNumber(limit))}
          {hour > 0 && reset_ms > 0 && (
            <>
              {" · "}
              {words.actionsReset} <RelativeTime at={new Date(Date.now() + reset_ms)} />
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

const steps: { to: string[]; name: string; why: string; icon: IconName }[] = [
  { to: ["watchlists", "keyword", "new"], name: words.toWatchlists, why: words.toWatchlistsWhy, icon: "watchlists" },
  { to: ["linkedin", "linkedin.fetchProfile"], name: words.toLinkedin, why: words.toLinkedinWhy, icon: "linkedin" },
  { to: ["try"], name: words.toTry, why: words.toTryWhy, icon: "tryIt" },
];

function Next() {
  return (
    <section aria-labelledby="next">
      <h2 id="next">{words.next}</h2>
      <ul class="next">
        {steps.map(({ to, name, why, icon }) => (
          <li key={name}>
            <a href={href(to)}>
              <Icon name={icon} />
              <span class="next-name">{name}</span>
              <span class="quiet">{why}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gateway() {
  if (!health.value) return null;
  return (
    <section aria-labelledby="gateway">
      <div class="row spread">
        <h2 id="gateway">{words.gateway}</h2>
        <a class="link" href={href(["settings"])}>
          {strings.nav.settings}
        </a>
      </div>
      <GatewayFacts health={health.value} />
    </section>
  );
}
