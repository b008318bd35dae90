import { Outx } from "outx-client/external";

import { expireSession, gatewayAddress, renewSession, sessionToken } from "../state/session.ts";
import { readStored } from "../state/store.ts";

interface Connection {
  gateway: string;
  /** The session's id; absent when no one is signed in. */
  id: string | undefined;
  outx: Outx;
  end: () => void;
}

let current: Connection | undefined;

/** The client of the current gateway and session. */
export async function client(): Promise<Outx> {
  return (await connection()).outx;
}

/**
 * Returns the connection to the current gateway with the current session, a new one when either has changed. A call of one session therefore
 * never sends the token of another session, and its response never renews or ends another one. The API key stays at the gateway.
 */
export async function connection(): Promise<Connection> {
  const session = await readStored("session");
  const gateway = await gatewayAddress(session);
  const id = session?.id;
  if (!current || current.gateway !== gateway || current.id !== id) {
    current?.end();
    current = { gateway, id, ...connect(gateway, id) };
  }
  return current;
}

function connect(gateway: string, id: string | undefined): Pick<Connection, "outx" | "end"> {
  const outx = new Outx({ gateway, token: () => sessionToken(id), onSession: (token) => renewSession(id, token) });
  const end = outx.auth.onChange((event) => {
    if (event === "expired") void expireSession(id);
  });
  return { outx, end };
}
