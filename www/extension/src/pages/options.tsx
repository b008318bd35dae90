import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { CopyButton } from "../../../shared/components/code.tsx";
import { SelectField } from "../../../shared/components/field.tsx";
import { keepFocus } from "../../../shared/state/focus.ts";
import { type Verdict, probe } from "../api/probe.ts";
import { GatewayForm, verdictText } from "../components/gateway-form.tsx";
import { strings } from "../lib/strings.ts";
import { DEFAULT_MINUTES, MINUTES } from "../model/settings.ts";
import { mayReach, requestHost } from "../state/hosts.ts";
import { writeStored } from "../state/store.ts";
import { useGateway } from "../state/use-gateway.ts";
import { useStored } from "../state/use-stored.ts";
import "../styles/index.ts";

const words = strings.options;
const isFixed = import.meta.env.OUTX_GATEWAY_FIXED;
const isFirefox = location.protocol === "moz-extension:";

function Options() {
  const minutes = useStored("minutes");
  const gateway = useGateway();
  if (minutes === undefined || gateway === undefined) return null;
  return (
    <main class="pane options">
      <h1>{strings.companion.name}</h1>
      {location.hash === "#welcome" && <Welcome />}
      <Gateway key={gateway} gateway={gateway} />
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

/** The first steps, on the page that opens after the installation. */
function Welcome() {
  return (
    <section class="card" aria-labelledby="welcome">
      <h2 id="welcome">{strings.welcome.title}</h2>
      <ol class="steps">
        {strings.welcome.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="quiet">{isFirefox ? strings.welcome.keysInFirefox : strings.welcome.keys}</p>
    </section>
  );
}

/** The gateway's address and state, and the form that changes the gateway. */
function Gateway({ gateway }: { gateway: string }) {
  const [changing, setChanging] = useState(false);
  return (
    <section class="card stack" aria-label={words.gateway}>
      {changing && <GatewayForm gateway={gateway} onDone={() => setChanging(false)} />}
      <dl class="settings">
        {!changing && (
          <>
            <div>
              <dt>{words.gateway}</dt>
              <dd class="row spread">
                <code>{gateway}</code>
                {!isFixed && (
                  <button type="button" class="button small" onClick={() => setChanging(true)}>
                    {words.changeGateway}
                  </button>
                )}
              </dd>
              <dd class="hint">{isFixed ? words.gatewayFixed : words.gatewayHint}</dd>
            </div>
            <Connection gateway={gateway} />
          </>
        )}
        <div>
          <dt>{words.origin}</dt>
          <dd class="row spread">
            <code>{location.origin}</code>
            <CopyButton text={location.origin} class="button small" />
          </dd>
          <dd class="hint">{isFirefox ? words.originHintInFirefox : words.originHint}</dd>
        </div>
      </dl>
    </section>
  );
}

/** The result of probing the gateway. */
function Connection({ gateway }: { gateway: string }) {
  const [verdict, setVerdict] = useState<Verdict | "no-host">();
  const [look, setLook] = useState(1);
  useEffect(() => {
    let left = false;
    void verdictOn(gateway).then((now) => left || setVerdict(now));
    return () => {
      left = true;
    };
  }, [look]);
  return (
    <div>
      <dt>{words.connection}</dt>
      <dd>
        <span role="status">{verdict === undefined ? strings.common.loading : verdict === "no-host" ? words.noHost : verdictText(verdict, gateway)}</span>
        {verdict === "no-host" && (
          <button type="button" class="button small" onClick={() => void requestHost(gateway).then(() => setLook(look + 1))}>
            {words.allowHost}
          </button>
        )}
      </dd>
    </div>
  );
}

async function verdictOn(gateway: string): Promise<Verdict | "no-host"> {
  return (await mayReach(gateway)) ? probe(gateway) : "no-host";
}

keepFocus();
const root = document.getElementById("app");
if (root) render(<Options />, root);
