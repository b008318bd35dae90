import { formatRelative, formatTimeOrMoment } from "../lib/format.ts";
import { strings } from "../lib/strings.ts";
import type { Failure } from "./failure.ts";
import { isInvitationLimit } from "./remedies.ts";

const words = strings.common;
/** The longest span of a request limit that the API documents: docs/api.md, "Limits". */
const HOUR_MS = 3_600_000;
/** The span of LinkedIn's limit on invitations. */
const WEEK_MS = 604_800_000;

/** A sentence about when the request is accepted again, for every 429 and for other failures that name a time. `now` in ms since the epoch. */
export function describeRetryTime(failure: Failure, now: number): string | undefined {
  const { status, retryAfterMs } = failure;
  if (retryAfterMs) {
    const at = now + retryAfterMs;
    return words.retryAt(formatTimeOrMoment(at, now), formatRelative(at, now));
  }
  if (status !== 429) return undefined;
  if (isInvitationLimit(failure)) return words.retryByWeek(formatTimeOrMoment(now + WEEK_MS, now));
  return words.retryByHour(formatTimeOrMoment(now + HOUR_MS, now));
}
