import type { GatewayHealth } from "outx-client";

import { CheckField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { healthQuery, usageQuery } from "../api/queries.ts";
import { GatewayFacts } from "../components/gateway-facts.tsx";
import { GatewayStatusCards } from "../components/gateway-status.tsx";
import { GuideLink } from "../components/help-links.tsx";
import { Page } from "../components/page.tsx";
import { ResourceView, Skeleton } from "../components/states.tsx";
import { ThemeSwitch } from "../components/theme-switch.tsx";
import { strings } from "../lib/strings.ts";
import { overlay } from "../state/overlays.ts";
import { shortcutsOn } from "../state/preferences.ts";
import { useResource } from "../state/resource.ts";

const words = strings.settings;

/** The health of the gateway and the choices of this browser. */
export function SettingsPage() {
  const health = useResource(healthQuery());
  const usage = useResource(usageQuery(1));
  return (
    <Page title={words.title} lead={words.lead}>
      <div class="cards">
        <ResourceView resource={health} skeleton={<Skeleton rows={4} tall />}>
          {(health) => (
            <>
              <Problems health={health} />
              <Facts health={health} budget={usage.data?.actions.limit} />
              <Names id="settings-set" title={words.present} names={health.settings?.set ?? []} />
              <Names id="settings-missing" title={words.missing} names={health.settings?.missing ?? []} />
            </>
          )}
        </ResourceView>
        <GatewayStatusCards />
        <ThisBrowser />
        <section class="card" aria-labelledby="guides">
          <h2 id="guides">{words.guides}</h2>
          <ul class="stack tight">
            {guides.map(([name, label]) => (
              <li key={name}>
                <GuideLink name={name} label={label} />
              </li>
            ))}
            <li>
              <a class="link" href="third-party-licenses.txt" target="_blank" rel="noopener">
                {strings.help.licences}
              </a>
            </li>
          </ul>
        </section>
      </div>
    </Page>
  );
}

const guides = [
  ["console", strings.help.console],
  ["start", strings.help.start],
  ["topology", strings.help.topology],
  ["sign-in", strings.help.signIn],
  ["tasks", strings.help.tasks],
  ["errors", strings.help.errors],
  ["deploy", strings.help.deploy],
  ["costs", strings.help.costs],
] as const;

function Problems({ health: { status, problems } }: { health: GatewayHealth }) {
  return (
    <section class="card wide" aria-labelledby="health">
      <h2 id="health">{words.health}</h2>
      {status === "ok" ? (
        <p class="state active">
          <Icon name="check" /> {words.ok}
        </p>
      ) : (
        <>
          <p>{words.problemsLead}</p>
          <dl class="facts">
            {problems.map(({ setting, reason }) => (
              <div key={setting}>
                <dt>
                  <code>{setting}</code>
                </dt>
                <dd>{reason}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function Facts({ health, budget }: { health: GatewayHealth; budget: number | undefined }) {
  const live = health.key?.live;
  const key = live ?? words.liveNone;
  return (
    <section class="card" aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <GatewayFacts health={health} more={[[words.liveKey, key], ...(budget === undefined ? [] : [[words.budget, formatNumber(budget)] as const])]} />
    </section>
  );
}

function Names({ id, title, names }: { id: string; title: string; names: readonly string[] }) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {names.length === 0 ? (
        <p class="quiet">{words.noneSet}</p>
      ) : (
        <ul class="row">
          {names.map((name) => (
            <li key={name} class="tag">
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ThisBrowser() {
  return (
    <section class="card" aria-labelledby="browser">
      <h2 id="browser">{words.page}</h2>
      <ThemeSwitch />
      <CheckField label={strings.shortcuts.toggle} hint={strings.shortcuts.toggleHint} value={shortcutsOn.value} onInput={(on) => (shortcutsOn.value = on)} />
      <p>
        <button type="button" class="button small" onClick={() => (overlay.value = "shortcuts")}>
          {strings.shortcuts.title}
        </button>
      </p>
    </section>
  );
}
