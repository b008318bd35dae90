import { Outx } from "outx-client/external";

import { PageError } from "../../../shared/model/failure.ts";
import { strings } from "../lib/strings.ts";
import { endSession, storeSession } from "../state/session.ts";
import { type Session, readStored, writeStored } from "../state/store.ts";
import { client, connection } from "./client.ts";

/** How long a sign-out may take at the gateway; the session is gone here before. */
const SIGN_OUT_MS = 10_000;

/** Sends a code, and stores that one was sent. */
export async function sendCode(email: string): Promise<void> {
  const { sign_in: nonce } = await (await client()).auth.sendOtp({ email });
  await writeStored("signIn", { email, nonce });
}

/** Signs in with a code. The token is picked out of the response, so that nothing else of it is stored. */
export async function signIn(email: string, otp: string): Promise<void> {
  const nonce = (await readStored("signIn"))?.nonce;
  const { gateway, outx } = await connection();
  const { session } = await outx.auth.verifyOtp({ email, otp }, nonce === undefined ? {} : { extraArgs: { sign_in: nonce } });
  if (!session) throw new PageError("misconfigured", strings.signIn.noToken);
  const { token } = session;
  const who = await connectAs(gateway, token).auth.session();
  if (who?.access !== "session") throw new PageError("misconfigured", strings.signIn.noToken);
  const started = { id: who.id, gateway, token, email: who.email, team: who.team.name };
  if (!(await storeSession(started))) await endAtGateway(started);
}

/** Ends the session here at once, and at the gateway when it can be reached; otherwise it expires there. */
export async function signOut(): Promise<void> {
  await endAtGateway(await endSession());
}

/** Makes another gateway the extension's. The account of the one before is signed out, and nothing of it stays. */
export async function moveTo(gateway: string): Promise<void> {
  await endAtGateway(await endSession(gateway));
}

async function endAtGateway(session: Session | undefined): Promise<void> {
  if (!session) return;
  const outx = connectAs(session.gateway, session.token).withOptions({ totalTimeoutMs: SIGN_OUT_MS });
  await outx.auth.signOut().catch(() => {});
}

function connectAs(gateway: string, token: string): Outx {
  return new Outx({ gateway, token: () => token });
}
