import { signal } from "@preact/signals";

import { type Failure, toFailure } from "../../shared/model/failure.ts";
import type { Health } from "../../shared/model/health.ts";
import { outx } from "../api/client.ts";
import * as gateway from "../api/gateway.ts";
import type { GuestSession, Session } from "../model/session.ts";

/** Who is signed in: `undefined` until known, `null` when signed out. */
export const session = signal<Session | null | undefined>(undefined);
/** Whether a visitor reads what is public, without a sign-in. */
export const guest = signal(false);
/** Whether the session ended while the page was open. The page stays as it is, below a sign-in dialog. */
export const expired = signal(false);
/** Counts sign-ins, so that failed resources can reload. */
export const signIns = signal(0);
export const health = signal<Health | undefined>(undefined);
/** Why the session could not be determined. */
export const unreachable = signal<Failure | undefined>(undefined);

/** Loads the health of the gateway and the session of this browser. */
export async function restoreSession(): Promise<void> {
  unreachable.value = undefined;
  try {
    const [healthNow, sessionNow] = await Promise.allSettled([gateway.fetchHealth(), gateway.fetchSession()]);
    if (healthNow.status === "fulfilled") health.value = healthNow.value;
    if (sessionNow.status === "rejected") throw sessionNow.reason;
    setSession(sessionNow.value);
  } catch (error) {
    unreachable.value = toFailure(error);
  }
}

function setSession(now: Session | GuestSession | null): void {
  session.value = now?.access === "session" ? now : null;
  guest.value = now?.access === "public";
}

/** Opens the public pages: with a token of Turnstile where the gateway requires the check. */
export async function enterAsGuest(turnstile?: string): Promise<void> {
  if (turnstile !== undefined) await gateway.openSession(turnstile);
  guest.value = true;
}

/** Returns to the sign-in page. */
export function leaveGuest(): void {
  guest.value = false;
}

export async function sendCode(email: string): Promise<void> {
  await outx.auth.sendOtp({ email });
}

export async function signIn(email: string, otp: string): Promise<void> {
  await outx.auth.verifyOtp({ email, otp });
  const before = session.value;
  setSession(await gateway.fetchSession());
  const now = session.value;
  expired.value = false;
  if (before && now && !isSamePerson(before, now)) reloadFresh();
  signIns.value++;
}

export async function signOut(): Promise<void> {
  await gateway.endSession();
  session.value = null;
  reloadFresh();
}

function isSamePerson(before: Session, now: Session): boolean {
  return before.team.id === now.team.id && before.email === now.email;
}

/** Loads the page again from its beginning: forms, results, counts and pending work of one person must not be there for the next. */
function reloadFresh(): void {
  history.replaceState(null, "", "#/");
  location.reload();
}

/** Opens the sign-in dialog when a failure says that the session ended. */
export function noteFailure(failure: Failure): void {
  if (failure.code !== "session_expired") return;
  if (session.value) expired.value = true;
  guest.value = false;
}
