import { Outx, isOutxError } from "outx-client/external";

const PROBE_MS = 10_000;

/** The result of checking an address. */
export type Verdict =
  | { is: "ready"; version: string }
  | { is: "misconfigured"; reasons: string }
  /** The gateway does not list this extension's origin. */
  | { is: "not-allowed" }
  | { is: "not-a-gateway" | "unreachable" };

/** Checks whether the gateway at an address is ready and allows this extension. Sends no token. */
export async function probe(gateway: string): Promise<Verdict> {
  const outx = new Outx({ gateway, token: () => undefined, totalTimeoutMs: PROBE_MS, retry: { attempts: 1 } });
  try {
    const { status, version, problems } = await outx.gateway.health();
    if (typeof version !== "string") return { is: "not-a-gateway" };
    if (status !== "ok") return { is: "misconfigured", reasons: problems.map(({ setting, reason }) => `${setting} ${reason}`).join("; ") };
    return (await isOriginAllowed(gateway)) ? { is: "ready", version } : { is: "not-allowed" };
  } catch (error) {
    // An error of the `fetch` in isOriginAllowed.
    if (!isOutxError(error)) return { is: "unreachable" };
    return { is: error.code === "network" || error.code === "timeout" ? "unreachable" : "not-a-gateway" };
  }
}

/**
 * Whether the gateway allows the origin of this extension. Browsers send no `Origin` with a GET of an extension, so this sends a sign-out
 * without a token, which changes nothing. The client would not send that request.
 */
async function isOriginAllowed(gateway: string): Promise<boolean> {
  const { status } = await fetch(`${gateway}/_gateway/session`, { method: "DELETE", credentials: "omit", redirect: "manual", signal: AbortSignal.timeout(PROBE_MS) });
  return status !== 403;
}
