import { forget, read, write } from "./store.js";

/** How every sealed value of the gateway begins. */
const SEALED = "outxs1.";

/**
 * Keeps what the gateway gave for a code. The fields are picked one by one, so that nothing else an answer may hold is kept.
 *
 * @param {{ session?: { token: string, expires_at: number }, user: { email: string }, team: { name: string } }} answer
 * @throws {Error} when there is no sealed token in it
 */
export async function start(answer) {
  const token = answer.session?.token;
  if (typeof token !== "string" || !token.startsWith(SEALED)) {
    throw new Error("the gateway's answer holds no sealed session token");
  }
  await write("session", { token, email: answer.user.email, team: answer.team.name });
  await write("signIn", undefined);
}

/** The sealed token for the client, asked for at each call, since another page may have signed in, out or renewed it. */
export async function token() {
  return (await read("session"))?.token;
}

/** Keeps a renewed token, unless the reader signed out meanwhile. */
export async function renew(/** @type {string} */ renewed) {
  const session = await read("session");
  if (session && renewed.startsWith(SEALED)) await write("session", { ...session, token: renewed });
}

/** Ends the session here. Asked with `expired`, the sign-in form says why it is shown. */
export async function end({ expired = false } = {}) {
  await forget();
  if (expired) await write("problem", { code: "session_expired" });
}
