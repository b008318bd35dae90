import type { GatewayHealth } from "outx-client";

import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { parseDate } from "../../shared/lib/format.ts";
import { strings } from "../lib/strings.ts";
import { session } from "../state/session.ts";

const words = strings.overview;

/** Facts about the gateway from its health, the further ones in `more` (pairs of name and text), and when the session ends. */
export function GatewayFacts({ health, more = [] }: { health: GatewayHealth; more?: readonly (readonly [string, string])[] }) {
  const ends = parseDate(session.value?.expires_at);
  const rows = [
    [words.version, health.version],
    [words.access, health.access.join(", ")],
    [words.upstream, health.sandbox ? words.upstreamSandbox : words.upstreamLive],
    ...more,
  ] as const;
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {ends && (
        <div>
          <dt>{words.sessionEnds}</dt>
          <dd>
            <RelativeTime at={ends} />
          </dd>
        </div>
      )}
    </dl>
  );
}
