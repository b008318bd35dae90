import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { Logo } from "../../shared/components/logo.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { useAction } from "../state/action.ts";
import { route } from "../state/navigation.ts";
import { report } from "../state/report.ts";
import { health, session, signOut } from "../state/session.ts";
import { tasks } from "../state/tasks.ts";
import { toastError } from "../state/toasts.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

const pages: { at: string; name: string; icon: IconName }[] = [
  { at: "", name: strings.nav.overview, icon: "overview" },
  { at: "watchlists", name: strings.nav.watchlists, icon: "watchlists" },
  { at: "linkedin", name: strings.nav.linkedin, icon: "linkedin" },
  { at: "usage", name: strings.nav.usage, icon: "usage" },
  { at: "try", name: strings.nav.tryIt, icon: "tryIt" },
];
const agents = { at: "agents", name: strings.nav.agents, icon: "system" } as const;

/** Links to every page and who is signed in: beside the page, on small screens above and below it. */
export function Rail() {
  const running = tasks.value.filter(({ phase }) => phase === "pending" || phase === "processing").length;
  const here = route.value.path[0] ?? "";
  const hasAgents = (health.value?.mcp ?? "off") !== "off";
  return (
    <header class="rail">
      <div class="rail-brand">
        <Logo />
        <span class="rail-name">OutX</span>
      </div>
      <nav class="rail-nav" aria-label={strings.nav.label}>
        <ul>
          {(hasAgents ? [...pages, agents] : pages).map(({ at, name, icon }) => (
            <li key={at}>
              <a href={href(at ? [at] : [])} aria-current={at === here ? "page" : undefined}>
                <Icon name={icon} />
                <span>{name}</span>
                {at === "linkedin" && running > 0 && <span class="rail-badge">{running}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Account />
    </header>
  );
}

function Account() {
  const leave = useAction(async () => {
    try {
      await signOut();
    } catch (error) {
      toastError(strings.account.notSignedOut, report(error));
    }
  });
  const { email, team } = session.value ?? {};
  return (
    <div class="account">
      <ThemeSwitch />
      <div class="account-who">
        <p class="account-team" dir="auto">{team?.name ?? team?.id}</p>
        {email && <p class="account-email">{email}</p>}
      </div>
      <button type="button" class="icon-button" aria-disabled={leave.busy} aria-label={strings.account.signOut} title={strings.account.signOut} onClick={() => void leave.run()}>
        <Icon name="signOut" />
      </button>
    </div>
  );
}
