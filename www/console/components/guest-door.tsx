import { useState } from "preact/hooks";

import { useAction } from "../state/action.ts";
import { enter, health } from "../state/session.ts";
import { strings } from "../../shared/lib/strings.ts";
import { Problem } from "./problem.tsx";
import { TurnstileCheck } from "./turnstile.tsx";

/** The way in without a sign-in, where the gateway has public access; behind Turnstile where it asks for the check. */
export function GuestDoor() {
  const [checking, setChecking] = useState(0);
  const go = useAction(async (token?: string) => {
    try {
      await enter(token);
    } catch (error) {
      // A token is good for one try.
      setChecking((tries) => tries + 1);
      throw error;
    }
  });
  const { access = [], turnstile } = health.value ?? {};
  if (!access.includes("public")) return null;
  return (
    <div class="stack guest-door">
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
