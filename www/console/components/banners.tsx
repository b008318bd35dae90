import { Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { online } from "../state/online.ts";
import { health } from "../state/session.ts";

/** Notices for every page: no network, a misconfigured gateway, the sandbox. */
export function Banners() {
  const { sandbox, status, problems = [] } = health.value ?? {};
  return (
    <div class="banners" role="status">
      {!online.value && (
        <p class="banner warn">
          <Icon name="offline" />
          {strings.banner.offline}
        </p>
      )}
      {status === "misconfigured" && (
        <p class="banner bad">
          <Icon name="warning" />
          {strings.banner.misconfigured} {problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; ")}
        </p>
      )}
      {sandbox && (
        <p class="banner">
          <Icon name="flask" />
          {strings.banner.sandbox}
        </p>
      )}
    </div>
  );
}
