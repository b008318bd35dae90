import { type Session, clearPersonalState, readStored, withStorageLock, writeStored } from "./store.ts";

/** The address of the built-in gateway. */
export const BUILT_IN_GATEWAY = import.meta.env.OUTX_GATEWAY;

/** The gateway's address. A session has its own, so that its token is never sent to another gateway. */
export async function gatewayAddress(session: Session | undefined): Promise<string> {
  return session?.gateway ?? (await readStored("gateway")) ?? BUILT_IN_GATEWAY;
}

/** Stores the session of a sign-in, unless the gateway was changed meanwhile. Resolves to whether it was stored. */
export function storeSession(session: Session): Promise<boolean> {
  return withStorageLock(async () => {
    if ((await gatewayAddress(undefined)) !== session.gateway) return false;
    await clearPersonalState();
    await writeStored("session", session);
    return true;
  });
}

/** The token of a session while it is the current one. Read for each call, since another page may have signed in, signed out or renewed it. */
export async function sessionToken(id: string | undefined): Promise<string | undefined> {
  const session = await readStored("session");
  return session?.id === id ? session?.token : undefined;
}

/** Stores a renewed token if its session is still the current one. */
export function renewSession(id: string | undefined, token: string): Promise<void> {
  return withStorageLock(async () => {
    const session = await readStored("session");
    if (session && session.id === id) await writeStored("session", { ...session, token });
  });
}

/** Removes a session that the gateway rejected, if it is still the current one. The sign-in form then says that the session has ended. */
export function expireSession(id: string | undefined): Promise<void> {
  return withStorageLock(async () => {
    const session = await readStored("session");
    if (!session || session.id !== id) return;
    await clearPersonalState();
    await writeStored("problem", { code: "session_expired", message: "" });
  });
}

/** Removes the session and everything that was read with it, and stores `gateway` as the address if given. Resolves to the removed session. */
export function endSession(gateway?: string): Promise<Session | undefined> {
  return withStorageLock(async () => {
    const session = await readStored("session");
    await clearPersonalState();
    if (gateway !== undefined) await writeStored("gateway", gateway === BUILT_IN_GATEWAY ? undefined : gateway);
    return session;
  });
}
