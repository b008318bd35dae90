import { online } from "../state/online.ts";
import { health } from "../state/session.ts";
import { strings } from "../../shared/lib/strings.ts";
import { Icon } from "../../shared/components/icon.tsx";

/** What holds for every page: no network, a gateway that is not set up, the sandbox. */
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
