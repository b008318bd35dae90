import { alone, forget, read, write } from "./store.ts";

/** How every sealed value of the gateway begins. */
const SEALED = "outxs1.";
const TIMEOUT_MS = 10_000;

interface Verified {
  user: { email: string };
  team: { name: string };
  session?: { token: string };
}

/** Keeps what the gateway gave for a code. The fields are picked one by one, so that nothing else in an answer is kept. */
export async function start(answer: unknown): Promise<void> {
  const { user, team, session } = answer as Verified;
  if (!session?.token.startsWith(SEALED)) throw new Error("the gateway's answer holds no sealed session token");
  await write("signIn", undefined);
  await write("problem", undefined);
  await write("session", { token: session.token, email: user.email, team: team.name });
}

/** The sealed token, asked for at each call, since another page may have signed in, out or renewed it. */
export async function token(): Promise<string | undefined> {
  return (await read("session"))?.token;
}

/** Keeps a renewed token, unless the reader signed out meanwhile. */
export function renew(renewed: string): Promise<void> {
  return alone(async () => {
    const session = await read("session");
    if (session && renewed.startsWith(SEALED)) await write("session", { ...session, token: renewed });
  });
}

/** The gateway refused the session: it ends here, and the sign-in form says why it is shown. */
export function expire(): Promise<void> {
  return alone(async () => {
    await forget();
    await write("problem", { code: "session_expired", message: "" });
  });
}

/** Ends the session here at once, and at the gateway when it can be reached; otherwise it runs out there by itself. */
export async function signOut(gateway: string): Promise<void> {
  const sealed = await token();
  await alone(forget);
  if (!sealed) return;
  const options = { method: "DELETE", headers: { authorization: `Bearer ${sealed}` }, signal: AbortSignal.timeout(TIMEOUT_MS) };
  await fetch(`${gateway}/_gateway/session`, { ...options, credentials: "omit" }).catch(() => {});
}
