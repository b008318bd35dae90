import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { SelectField } from "../../../shared/components/field.tsx";
import type { Health } from "../../../shared/model/health.ts";
import { GATEWAY } from "../api/client.ts";
import { strings } from "../lib/strings.ts";
import { DEFAULT_MINUTES, MINUTES } from "../model/settings.ts";
import { writeStored } from "../state/store.ts";
import { useStored } from "../state/use-stored.ts";
import "../styles/index.ts";

const words = strings.options;
const TIMEOUT_MS = 10_000;

function Options() {
  const minutes = useStored("minutes");
  const connection = useConnection();
  if (minutes === undefined) return null;
  return (
    <main class="pane options">
      <h1>{strings.companion.name}</h1>
      {location.hash === "#welcome" && <Welcome />}
      <section class="card">
        <dl class="settings">
          <div>
            <dt>{words.gateway}</dt>
            <dd>
              <code>{GATEWAY}</code>
            </dd>
            <dd class="hint">{words.gatewayHint}</dd>
          </div>
          <div>
            <dt>{words.connection}</dt>
            <dd>
              <span role="status">{connection}</span>
            </dd>
          </div>
          <div>
            <dt>{words.origin}</dt>
            <dd>
              <code>{location.origin}</code>
            </dd>
            <dd class="hint">{words.originHint}</dd>
          </div>
        </dl>
      </section>
      <section class="card">
        <SelectField
          label={words.minutes}
          hint={words.minutesHint}
          value={String(minutes ?? DEFAULT_MINUTES)}
          onInput={(value) => void writeStored("minutes", Number(value))}
        >
          {MINUTES.map((each) => (
            <option key={each} value={String(each)}>
              {words.every(each)}
            </option>
          ))}
        </SelectField>
      </section>
    </main>
  );
}

/** What to do first, on the page that opens after the installation. */
function Welcome() {
  return (
    <section class="card" aria-labelledby="welcome">
      <h2 id="welcome">{strings.welcome.title}</h2>
      <ol class="steps">
        {strings.welcome.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="quiet">{strings.welcome.keys}</p>
    </section>
  );
}

/** Whether the gateway responds, and its state. */
function useConnection(): string {
  const [said, setSaid] = useState(strings.common.loading);
  useEffect(() => {
    const left = new AbortController();
    health(left.signal).then(
      ({ status, version }) => setSaid(status === "ok" ? words.ok(version) : words.misconfigured),
      () => {
        if (!left.signal.aborted) setSaid(words.unreachable);
      },
    );
    return () => left.abort();
  }, []);
  return said;
}

async function health(signal: AbortSignal): Promise<Health> {
  const response = await fetch(`${GATEWAY}/_gateway/health`, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  return response.json();
}

const root = document.getElementById("app");
if (root) render(<Options />, root);
