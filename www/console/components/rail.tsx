import { Icon } from "../../shared/components/icon.tsx";
import { Logo } from "../../shared/components/logo.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { useAction } from "../state/action.ts";
import { route } from "../state/navigation.ts";
import { overlay } from "../state/overlays.ts";
import { report } from "../state/report.ts";
import { session, signOut } from "../state/session.ts";
import { tasks } from "../state/tasks.ts";
import { flushToasts, toastError } from "../state/toasts.ts";
import { type PageLink, shownPages } from "./pages-list.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/** The links to every page, and the signed-in person. Shown beside the page, on small screens above and below it. */
export function Rail() {
  const shown = shownPages();
  const running = tasks.value.filter(({ phase }) => phase === "pending" || phase === "processing").length;
  return (
    <header class="rail">
      <div class="rail-brand">
        <Logo />
        <span class="rail-name">OutX</span>
        <button type="button" class="icon-button" aria-label={strings.palette.open} title={`${strings.palette.open} (Ctrl K)`} onClick={() => (overlay.value = "palette")}>
          <Icon name="search" />
        </button>
      </div>
      <nav class="rail-nav" aria-label={strings.nav.label}>
        <ul>
          {shown
            .filter(({ secondary }) => !secondary)
            .map((page) => (
              <PageItem key={page.name} page={page} running={page.path[0] === "linkedin" ? running : 0} />
            ))}
          <li class="rail-more">
            <button type="button" popovertarget="more-pages">
              <Icon name="menu" />
              <span>{strings.nav.more}</span>
            </button>
          </li>
        </ul>
        {/* On wide screens these pages are part of the list; on small screens "More" opens them as a popover above the bar. */}
        <ul id="more-pages" class="rail-pages" popover="auto">
          {shown
            .filter(({ secondary }) => secondary)
            .map((page) => (
              <PageItem key={page.name} page={page} running={0} />
            ))}
          <li>
            <a href="docs/console.html" target="_blank" rel="noopener">
              <Icon name="external" />
              <span>{strings.nav.help}</span>
            </a>
          </li>
        </ul>
      </nav>
      <Account />
    </header>
  );
}

function PageItem({ page: { path, name, icon }, running }: { page: PageLink; running: number }) {
  const here = route.value.path[0] ?? "";
  return (
    <li>
      <a href={href(path)} aria-current={(path[0] ?? "") === here ? "page" : undefined} onClick={closeMore}>
        <Icon name={icon} />
        <span>{name}</span>
        {running > 0 && <span class="rail-badge">{running}</span>}
      </a>
    </li>
  );
}

function closeMore(): void {
  const more = document.getElementById("more-pages");
  if (more?.matches(":popover-open")) more.hidePopover();
}

function Account() {
  const leave = useAction(async () => {
    try {
      await flushToasts();
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
        <p class="account-team" dir="auto">
          {team?.name ?? team?.id}
        </p>
        {email && <p class="account-email">{email}</p>}
      </div>
      <button type="button" class="icon-button" aria-disabled={leave.busy} aria-label={strings.account.signOut} title={strings.account.signOut} onClick={() => void leave.run()}>
        <Icon name="signOut" />
      </button>
    </div>
  );
}
