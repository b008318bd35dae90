import { clearPersonalState, readStored, withStorageLock, writeStored } from "./store.ts";

/** Prefix of every sealed value of the gateway. */
const SEALED_PREFIX = "outxs1.";
const TIMEOUT_MS = 10_000;

interface Verified {
  user: { email: string };
  team: { name: string };
  session?: { token: string };
}

/** Stores the session of a verify response. The fields are picked one by one, so that nothing else of the response is stored. */
export async function startSession(response: unknown): Promise<void> {
  const { user, team, session } = response as Verified;
  if (!session?.token.startsWith(SEALED_PREFIX)) throw new Error("the response of the gateway has no sealed session token: update the gateway, or ask its operator to allow session access");
  await writeStored("signIn", undefined);
  await writeStored("problem", undefined);
  await writeStored("session", { token: session.token, email: user.email, team: team.name });
}

/** The sealed token, read for each call: another page may have signed in, signed out or renewed it. */
export async function sessionToken(): Promise<string | undefined> {
  return (await readStored("session"))?.token;
}

/** Stores a renewed token, unless the reader signed out meanwhile. */
export function renewSession(renewed: string): Promise<void> {
  return withStorageLock(async () => {
    const session = await readStored("session");
    if (session && renewed.startsWith(SEALED_PREFIX)) await writeStored("session", { ...session, token: renewed });
  });
}

/** Removes a session that the gateway rejected; the sign-in form then says why it is shown. After a sign-out there is none to remove. */
export function expireSession(): Promise<void> {
  return withStorageLock(async () => {
    if (!(await readStored("session"))) return;
    await clearPersonalState();
    await writeStored("problem", { code: "session_expired", message: "" });
  });
}

/** Ends the session here at once, and at the gateway when it can be reached; otherwise it expires there. */
export async function signOut(gateway: string): Promise<void> {
  const sealed = await sessionToken();
  await withStorageLock(clearPersonalState);
  if (!sealed) return;
  const options = { method: "DELETE", headers: { authorization: `Bearer ${sealed}` }, signal: AbortSignal.timeout(TIMEOUT_MS) };
  await fetch(`${gateway}/_gateway/session`, { ...options, credentials: "omit" }).catch(() => {});
}
