import { Outx } from "outx-client/external";

import { PageError } from "../../../shared/model/failure.ts";
import { strings } from "../lib/strings.ts";
import { endSession, storeSession } from "../state/session.ts";
import { type Session, readStored, writeStored } from "../state/store.ts";
import { client, connection } from "./client.ts";

/** Time limit of a sign-out at the gateway, in ms. The stored session is removed before. */
const SIGN_OUT_MS = 10_000;

/** Requests a code by email, and stores the address, so that the next popup asks for the code. */
export async function sendCode(email: string): Promise<void> {
  const { sign_in: nonce } = await (await client()).auth.sendOtp({ email });
  await writeStored("signIn", { email, nonce });
}

/** Signs in with a code. Only the token of the response is stored. */
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

/** Ends the session here at once, and at the gateway if that can be reached; otherwise it expires there. */
export async function signOut(): Promise<void> {
  await endAtGateway(await endSession());
}

/** Changes to another gateway. Signs out of the previous one and removes everything that was read from it. */
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
