import { useState } from "preact/hooks";

import { Code } from "../../shared/components/code.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { gatewayUrl } from "../api/client.ts";
import { Choices } from "../components/choices.tsx";
import { GuideLink } from "../components/help-links.tsx";
import { Page } from "../components/page.tsx";
import { strings } from "../lib/strings.ts";
import { type Framework, type Topology, buildAppSnippet, contentSecurityPolicy, frameworksOf, gatewaySettings, preflightCommand, readOrigin, tokenSnippet, topologies } from "../model/connect.ts";
import { health } from "../state/session.ts";

const words = strings.connect;
const EXAMPLE_ORIGIN = "http://localhost:5173";

/** The settings and the code that an app needs to call this gateway, by where the app runs. */
export function ConnectPage() {
  const [topology, setTopology] = useState<Topology>("same");
  const [typed, setTyped] = useState(EXAMPLE_ORIGIN);
  const origin = readOrigin(typed);
  return (
    <Page title={words.title} lead={words.lead}>
      <Choices legend={words.topology} choices={topologies.map((value) => ({ value, label: words.topologies[value] ?? value }))} value={topology} onChange={setTopology} />
      <p class="lead" role="status">
        {words.topologyWhy[topology]}
      </p>
      <div class="workbench">
        <div class="workbench-in">
          {topology !== "server" && <OriginCheck typed={typed} origin={origin} onInput={setTyped} />}
          <GatewaySettings topology={topology} origin={origin ?? EXAMPLE_ORIGIN} />
          <Guides />
        </div>
        <div class="workbench-out">
          <Snippet key={topology} topology={topology} />
          {topology !== "same" && <Token />}
          {topology !== "server" && (
            <section class="card" aria-labelledby="csp">
              <h2 id="csp">{words.csp}</h2>
              <Code text={contentSecurityPolicy(gatewayUrl)} label={words.csp} />
            </section>
          )}
        </div>
      </div>
    </Page>
  );
}

// A page can send only its own origin, so the check is a command for a terminal.
function OriginCheck({ typed, origin, onInput }: { typed: string; origin: string | undefined; onInput: (text: string) => void }) {
  const own = origin === location.origin;
  return (
    <section class="card" aria-labelledby="origin">
      <h2 id="origin">{words.origin}</h2>
      <TextField label={words.originLabel} type="url" hint={words.originHint} error={origin ? undefined : words.originInvalid} value={typed} onInput={onInput} />
      {own && <p role="status">{words.originSame}</p>}
      {origin && !own && (
        <>
          <p>{words.originCheck}</p>
          <Code text={preflightCommand(gatewayUrl, origin)} label={words.origin} />
        </>
      )}
    </section>
  );
}

function GatewaySettings({ topology, origin }: { topology: Topology; origin: string }) {
  const access = health.value?.access ?? [];
  const needed = topology === "same" ? "session" : "token";
  return (
    <section class="card" aria-labelledby="gateway-settings">
      <h2 id="gateway-settings">{words.settings}</h2>
      {!access.includes(needed) && <p class="warn-text">{words.accessMissing(needed)}</p>}
      <Code text={gatewaySettings(topology, origin)} label={words.settings} />
    </section>
  );
}

function Snippet({ topology }: { topology: Topology }) {
  const frameworks = frameworksOf[topology];
  const [framework, setFramework] = useState<Framework>(frameworks[0] ?? "browser");
  return (
    <section class="card" aria-labelledby="snippet">
      <h2 id="snippet">{words.framework}</h2>
      <Choices legend={words.framework} quiet choices={frameworks.map((value) => ({ value, label: words.frameworks[value] ?? value }))} value={framework} onChange={setFramework} />
      <Code text={buildAppSnippet(topology, framework, gatewayUrl)} label={words.framework} />
    </section>
  );
}

function Token() {
  return (
    <section class="card" aria-labelledby="token">
      <h2 id="token">{words.token}</h2>
      <p class="quiet">{words.tokenWhy}</p>
      <Code text={tokenSnippet} label={words.token} />
    </section>
  );
}

function Guides() {
  return (
    <section class="card" aria-labelledby="connect-guides">
      <h2 id="connect-guides">{words.guides}</h2>
      <ul class="stack tight">
        <li>
          <GuideLink name="topology" label={strings.help.topology} />
        </li>
        <li>
          <GuideLink name="sign-in" label={strings.help.signIn} />
        </li>
        <li>
          <GuideLink name="deploy" label={strings.help.deploy} />
        </li>
      </ul>
    </section>
  );
}
