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

/** The client of the present gateway and session. */
export async function client(): Promise<Outx> {
  return (await connection()).outx;
}

/**
 * The client of the present gateway and session; another one when either changed. So a call that one session began sends no token of another,
 * and its response renews or ends no other. It has no key: the gateway has.
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
