import { signal } from "@preact/signals";

import { type Failure, GatewayError, toFailure } from "../../shared/model/failure.ts";
import type { Health } from "../../shared/model/health.ts";
import { outx, setSessionCheck } from "../api/client.ts";
import * as gateway from "../api/gateway.ts";
import { clearDrafts } from "../lib/draft-storage.ts";
import { storePendingSignIn } from "../lib/pending-sign-in.ts";
import { adoptMarker, clearMarker, createMarker, ensureMarker, hasMarker, isStale, watchMarker } from "../lib/session-marker.ts";
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
    adoptMarker();
    if (session.value) ensureMarker();
  } catch (error) {
    unreachable.value = toFailure(error);
  }
}

/**
 * Compares the session that the page shows with the browser's. A page of another person, or of one who signed out in another tab, loads
 * again and the promise stays pending, so that nothing more is sent; a session that expired opens the sign-in dialog.
 */
export async function checkSession(): Promise<void> {
  const shown = session.value;
  if (shown === undefined || guest.value) return;
  const signedOut = isStale() && !hasMarker();
  const now = await gateway.fetchSession();
  const current = now?.access === "session" ? now : null;
  if (shown === null ? current !== null : current === null ? signedOut : !isSamePerson(shown, current)) return reloadFresh();
  if (shown && !current) {
    expired.value = true;
    return;
  }
  adoptMarker();
  if (expired.value && current) {
    session.value = current;
    expired.value = false;
    signIns.value++;
  }
}

/** Keeps the page in step with sign-ins and sign-outs of other tabs, also after a sleep in which their events were missed. */
export function followOtherTabs(): void {
  setSessionCheck(checkSession);
  // A gateway that cannot be reached is reported by the next request.
  const check = () => void checkSession().catch(() => {});
  watchMarker(check);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") check();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) check();
  });
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
  if (!now) {
    session.value = before;
    throw new GatewayError({ code: "cookie_blocked", message: "the gateway accepted the code, but the browser sent no session cookie afterwards" });
  }
  storePendingSignIn(undefined);
  // The same person again: other tabs keep what was typed there.
  if (!before || !isSamePerson(before, now)) createMarker();
  if (before && !isSamePerson(before, now)) return reloadFresh();
  expired.value = false;
  signIns.value++;
}

export async function signOut(): Promise<void> {
  await gateway.endSession();
  session.value = null;
  clearMarker();
  await reloadFresh();
}

function isSamePerson(before: Session, now: Session): boolean {
  return before.team.id === now.team.id && before.email === now.email;
}

/** Loads the page again from its beginning: forms, results, counts and pending work of one person must not be there for the next. */
function reloadFresh(): Promise<never> {
  clearDrafts();
  history.replaceState(null, "", "#/");
  location.reload();
  return new Promise(() => {});
}

/** Opens the sign-in dialog when a failure says that the session ended. */
export function noteFailure(failure: Failure): void {
  if (failure.code !== "session_expired") return;
  if (session.value) expired.value = true;
  guest.value = false;
}
