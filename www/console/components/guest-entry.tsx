import { useState } from "preact/hooks";

import { strings } from "../lib/strings.ts";
import { useAction } from "../state/action.ts";
import { enterAsGuest, health } from "../state/session.ts";
import { Problem } from "./problem.tsx";
import { TurnstileCheck } from "./turnstile.tsx";

/** The button to enter without signing in, for a gateway with public access. If the gateway requires a Turnstile check, that comes first. */
export function GuestEntry() {
  const [checking, setChecking] = useState(0);
  const go = useAction(async (token?: string) => {
    try {
      await enterAsGuest(token);
    } catch (error) {
      // A token is valid for one attempt.
      setChecking((tries) => tries + 1);
      throw error;
    }
  });
  const { access = [], turnstile } = health.value ?? {};
  if (!access.includes("public")) return null;
  return (
    <div class="stack guest-entry">
      {checking > 0 && turnstile ? (
        <TurnstileCheck key={checking} siteKey={turnstile} onToken={(token) => void go.run(token)} />
      ) : (
        <button type="button" class="button wide" onClick={() => (turnstile ? setChecking(1) : void go.run())}>
          {strings.guest.enter}
        </button>
      )}
      {go.failure && <Problem failure={go.failure} />}
    </div>
  );
}
