import { isOutxError } from "outx-client/external";

/** An error as the pages show it. `code` selects the texts in remedies.ts. */
export interface Failure {
  code: string;
  message: string;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
}

/** An error response of the gateway's own routes. */
export class GatewayError extends Error implements Failure {
  override name = "GatewayError";
  code: string;
  status: number | undefined;
  requestId: string | undefined;
  retryAfterMs: number | undefined;

  constructor({ code, message, status, requestId, retryAfterMs }: Failure) {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Anything thrown, as a `Failure`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof GatewayError) return thrown;
  if (isOutxError(thrown)) {
    const { code, message, status, requestId, retryAfterMs } = thrown as Failure;
    return { code, message, status, requestId, retryAfterMs };
  }
  return { code: "unexpected", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether `thrown` is the result of our own abort. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
