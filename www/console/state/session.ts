import { signal } from "@preact/signals";
import type { GatewayHealth, Session, UserSession } from "outx-client";

import { type Failure, PageError, toFailure } from "../../shared/model/failure.ts";
import { createClient, outx, renewClient } from "../api/client.ts";
import { openSession } from "../api/gateway.ts";
import { clearDrafts } from "../lib/draft-storage.ts";
import { storePendingSignIn } from "../lib/pending-sign-in.ts";

/** The session of the signed-in person: `undefined` until known, `null` when signed out. */
export const session = signal<UserSession | null | undefined>(undefined);
/** Whether a visitor reads the public pages without signing in. */
export const guest = signal(false);
/** Whether the session ended while the page was open. The page stays as it is, below a sign-in dialog. */
export const expired = signal(false);
/** Counts sign-ins, so that failed resources can reload. */
export const signIns = signal(0);
export const health = signal<GatewayHealth | undefined>(undefined);
/** Why the session could not be determined. */
export const unreachable = signal<Failure | undefined>(undefined);

/** Options that let a loading page report an unreachable gateway soon. */
const AT_START = { timeoutMs: 15_000, retry: { attempts: 1 } };

/** Loads the health of the gateway and the session of this browser. */
export async function restoreSession(): Promise<void> {
  unreachable.value = undefined;
  try {
    const [healthNow, sessionNow] = await Promise.allSettled([outx.gateway.health({ timeoutMs: AT_START.timeoutMs }), outx.auth.session(AT_START)]);
    if (healthNow.status === "fulfilled") health.value = healthNow.value;
    if (sessionNow.status === "rejected") throw sessionNow.reason;
    setSession(sessionNow.value);
  } catch (error) {
    unreachable.value = toFailure(error);
  }
}

let checking: Promise<void> | undefined;

/**
 * Compares the session that the page shows with the browser's. If another person has signed in, or this one has signed out in another tab,
 * the page reloads and the promise stays pending. If the session has expired, the sign-in dialog opens.
 */
export function checkSession(signedOut = false): Promise<void> {
  checking ??= compareSession(signedOut).finally(() => (checking = undefined));
  return checking;
}

async function compareSession(signedOut: boolean): Promise<void> {
  const shown = session.value;
  if (shown === undefined || guest.value) return;
  const current = asUser(await readSession());
  if (!shown) return current ? reloadFresh(location.hash) : undefined;
  if (current === null ? signedOut : !isSamePerson(shown, current)) return reloadFresh();
  if (!current) {
    expired.value = true;
    return;
  }
  // The same person signed in again in another tab.
  if (current.id !== shown.id) rebind();
  session.value = current;
  if (!expired.value) return;
  expired.value = false;
  signIns.value++;
}

/** Whether this page is signing in or out, so that the events of the client are its own. */
let isOwnChange = false;
let unfollow = () => {};

/** Keeps the page in step with sign-ins and sign-outs of other tabs, and with the network. */
export function followOtherTabs(): void {
  follow();
  addEventListener("online", () => {
    if (unreachable.value) void restoreSession();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") check();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) check();
  });
}

function follow(): void {
  unfollow();
  unfollow = outx.auth.onChange((event) => {
    if (!isOwnChange) check(event === "signed-out");
  });
}

function check(signedOut?: boolean): void {
  // A gateway that cannot be reached is reported by the next request.
  void checkSession(signedOut).catch(() => {});
}

/** Continues with another session of the browser, with a new client that is not bound to the previous session. */
function rebind(): void {
  renewClient();
  follow();
}

/** The session of the browser, read with a client that is not bound to a session. */
function readSession(): Promise<Session | null> {
  return createClient().auth.session(AT_START);
}

function asUser(now: Session | null): UserSession | null {
  return now?.access === "session" ? now : null;
}

function setSession(now: Session | null): void {
  session.value = asUser(now);
  guest.value = now?.access === "public";
}

/** Opens the public pages, with a Turnstile token if the gateway requires the check. */
export async function enterAsGuest(turnstile?: string): Promise<void> {
  if (turnstile !== undefined) {
    rebind();
    await openSession(turnstile);
  }
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
  isOwnChange = true;
  await outx.auth.verifyOtp({ email, otp }).finally(() => (isOwnChange = false));
  const before = session.value;
  const now = asUser(await readSession());
  if (!now) throw new PageError("cookie_blocked", "the gateway accepted the code, but the browser sent no session cookie afterwards");
  storePendingSignIn(undefined);
  if (before && !isSamePerson(before, now)) return reloadFresh();
  setSession(now);
  expired.value = false;
  signIns.value++;
}

export async function signOut(): Promise<void> {
  isOwnChange = true;
  await outx.auth.signOut().finally(() => (isOwnChange = false));
  session.value = null;
  await reloadFresh();
}

function isSamePerson(before: UserSession, now: UserSession): boolean {
  return before.team.id === now.team.id && before.email === now.email;
}

/**
 * Reloads the page, so that forms, results, counts and pending work of one person are not there for the next. Starts at the first page,
 * unless `address` is a page that the next person opened.
 */
function reloadFresh(address = "#/"): Promise<never> {
  clearDrafts();
  history.replaceState(null, "", address);
  location.reload();
  return new Promise(() => {});
}

/** Checks the session after a failure that says it has expired: it is over, or another person has signed in in another tab. */
export function noteFailure(failure: Failure): void {
  if (failure.code !== "session_expired") return;
  guest.value = false;
  if (session.value) void checkSession().catch(() => (expired.value = true));
}
