import { signal } from "@preact/signals";

import { outx } from "../api/client.ts";
import { type Failure, failureOf } from "../../shared/model/failure.ts";
import * as gateway from "../api/gateway.ts";
import type { Health } from "../../shared/model/health.ts";
import type { GuestSession, Session } from "../model/session.ts";

/** Who is signed in: `undefined` until known, `null` when nobody is. */
export const session = signal<Session | null | undefined>(undefined);
/** Whether a visitor reads what is public, without a sign-in. */
export const guest = signal(false);
/** Whether a session ended under the reader. The page stays as it is, below a sign-in dialog. */
export const expired = signal(false);
/** Counts sign-ins, so that what failed meanwhile can be loaded again. */
export const signIns = signal(0);
export const health = signal<Health | undefined>(undefined);
/** Why the page cannot even tell whether someone is signed in. */
export const unreachable = signal<Failure | undefined>(undefined);

/** Asks the gateway how it is and who we are. */
export async function restore(): Promise<void> {
  unreachable.value = undefined;
  try {
    const [healthNow, sessionNow] = await Promise.allSettled([gateway.health(), gateway.session()]);
    if (healthNow.status === "fulfilled") health.value = healthNow.value;
    if (sessionNow.status === "rejected") throw sessionNow.reason;
    take(sessionNow.value);
  } catch (error) {
    unreachable.value = failureOf(error);
  }
}

function take(now: Session | GuestSession | null): void {
  session.value = now?.access === "session" ? now : null;
  guest.value = now?.access === "public";
}

/** Lets a visitor in: by a token of Turnstile where the gateway asks for the check. */
export async function enter(turnstile?: string): Promise<void> {
  if (turnstile !== undefined) await gateway.openSession(turnstile);
  guest.value = true;
}

/** Back to the sign-in page. */
export function leave(): void {
  guest.value = false;
}

export async function sendCode(email: string): Promise<void> {
  await outx.auth.sendOtp({ email });
}

export async function signIn(email: string, otp: string): Promise<void> {
  await outx.auth.verifyOtp({ email, otp });
  const before = session.value;
  take(await gateway.session());
  const now = session.value;
  expired.value = false;
  if (before && now && !isSamePerson(before, now)) startOver();
  signIns.value++;
}

export async function signOut(): Promise<void> {
  await gateway.endSession();
  session.value = null;
  startOver();
}

function isSamePerson(before: Session, now: Session): boolean {
  return before.team.id === now.team.id && before.email === now.email;
}

/** Loads the page again from its beginning: forms, results, counts and pending work of one person must not be there for the next. */
function startOver(): void {
  history.replaceState(null, "", "#/");
  location.reload();
}

/** Every failure passes here once: an ended session opens the sign-in dialog. */
export function noteFailure(failure: Failure): void {
  if (failure.code !== "session_expired") return;
  if (session.value) expired.value = true;
  guest.value = false;
}
