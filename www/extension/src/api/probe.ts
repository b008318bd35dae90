import { Outx, isOutxError } from "outx-client/external";

const PROBE_MS = 10_000;

/** What an address turned out to be. */
export type Verdict =
  | { is: "ready"; version: string }
  | { is: "misconfigured"; reasons: string }
  /** It does not list this extension's origin. */
  | { is: "not-allowed" }
  | { is: "not-a-gateway" | "unreachable" };

/** Asks the gateway at an address whether it serves and whether this extension may call it. No token is sent. */
export async function probe(gateway: string): Promise<Verdict> {
  const outx = new Outx({ gateway, token: () => undefined, totalTimeoutMs: PROBE_MS, retry: { attempts: 1 } });
  try {
    const { status, version, problems } = await outx.gateway.health();
    if (typeof version !== "string") return { is: "not-a-gateway" };
    if (status !== "ok") return { is: "misconfigured", reasons: problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; ") };
    return (await isOriginAllowed(gateway)) ? { is: "ready", version } : { is: "not-allowed" };
  } catch (error) {
    // Without a code it is fetch that threw.
    if (!isOutxError(error)) return { is: "unreachable" };
    return { is: error.code === "network" || error.code === "timeout" ? "unreachable" : "not-a-gateway" };
  }
}

/** Browsers name no origin in a GET of an extension. To end no session is a request that names one and changes nothing; the client would not send it. */
async function isOriginAllowed(gateway: string): Promise<boolean> {
  const { status } = await fetch(`${gateway}/_gateway/session`, { method: "DELETE", credentials: "omit", redirect: "manual", signal: AbortSignal.timeout(PROBE_MS) });
  return status !== 403;
}
