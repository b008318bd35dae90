import { useEffect, useState } from "preact/hooks";

import { FailureNote } from "../../shared/components/failure-note.tsx";
import { formatWait } from "../../shared/lib/format.ts";
import type { Failure } from "../../shared/model/failure.ts";
import { remedyFor } from "../../shared/model/remedies.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { expired, session } from "../state/session.ts";

/** A failure with the button that resolves it. */
export function Problem({ failure, onRetry }: { failure: Failure; onRetry?: (() => void) | undefined }) {
  const { offer } = remedyFor(failure);
  return (
    <FailureNote failure={failure} requestLink={session.value ? (id) => href(["activity", "requests"], { id }) : undefined}>
      {offer === "sign-in" && (
        <button type="button" class="button" onClick={() => (expired.value = true)}>
          {strings.signIn.title}
        </button>
      )}
      {offer === "tasks" && (
        <a class="button" href={href(["linkedin"])}>
          {strings.linkedin.tasks}
        </a>
      )}
      {(offer === "retry" || offer === "extension") && onRetry && <Retry afterMs={failure.retryAfterMs ?? 0} onRetry={onRetry} />}
    </FailureNote>
  );
}

/** "Try again", disabled until the time that the server named. */
function Retry({ afterMs, onRetry }: { afterMs: number; onRetry: () => void }) {
  const [seconds, setSeconds] = useState(Math.ceil(afterMs / 1000));
  useEffect(() => {
    // Measured by the clock, because timers of a background tab run late.
    const end = Date.now() + afterMs;
    const timer = setInterval(() => setSeconds(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <button type="button" class="button" disabled={seconds > 0} onClick={onRetry}>
      {seconds > 0 ? strings.common.retryIn(formatWait(seconds * 1000)) : strings.common.retry}
    </button>
  );
}
