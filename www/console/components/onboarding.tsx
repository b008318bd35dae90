import type { ComponentChildren } from "preact";

import { ExternalLink } from "../../shared/components/external-link.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { Setup } from "../model/setup.ts";
import { STORE } from "./extension-card.tsx";

const words = strings.onboarding;

/** The first steps of a new team. Each step needs the one before. */
export function Onboarding({ setup }: { setup: Setup }) {
  const done = Object.values(setup).filter(Boolean).length;
  return (
    <section class="card onboarding" aria-labelledby="onboarding">
      <div class="row spread">
        <h2 id="onboarding">{words.title}</h2>
        <p class="quiet">{words.done(done, Object.keys(setup).length)}</p>
      </div>
      <ol class="checklist">
        <Step step="extension" done={setup.extension}>
          <ExternalLink class="link" href={STORE}>
            {words.steps.extension.action}
          </ExternalLink>
        </Step>
        <Step step="watchlist" done={setup.watchlist}>
          <a class="link" href={href(["watchlists", "keyword", "new"])}>
            {words.steps.watchlist.action}
          </a>
        </Step>
        <Step step="task" done={setup.task}>
          <a class="link" href={href(["linkedin", "linkedin.fetchProfile"])}>
            {words.steps.task.action}
          </a>
        </Step>
        <Step step="app" done={undefined}>
          <a class="link" href={href(["connect"])}>
            {words.steps.app.action}
          </a>
        </Step>
      </ol>
    </section>
  );
}

/** `done` is undefined for an optional step, whose state is not known. */
function Step({ step, done, children }: { step: keyof typeof words.steps; done: boolean | undefined; children: ComponentChildren }) {
  const { title, why } = words.steps[step];
  return (
    <li class={done ? "done" : undefined}>
      <span class="check-mark">{done && <Icon name="check" />}</span>
      <div>
        <h3>
          {title}
          {done !== undefined && <span class="visually-hidden"> ({done ? words.states.done : words.states.todo})</span>}
          {done === undefined && <span class="optional"> {strings.common.optional}</span>}
        </h3>
        {!done && (
          <>
            <p class="quiet">{why}</p>
            <p>{children}</p>
          </>
        )}
      </div>
    </li>
  );
}
