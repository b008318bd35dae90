import { isOutxError } from "outx-client";

/** What the console knows of anything that went wrong. `code` chooses the row of remedies.ts. */
export interface Failure {
  code: string;
  message: string;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
}

/** An error answer of the gateway's own routes. */
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
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof GatewayError) return thrown;
  if (isOutxError(thrown)) {
    const { code, message, status, requestId, retryAfterMs } = thrown as Failure;
    return { code, message, status, requestId, retryAfterMs };
  }
  return { code: "unexpected", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether `thrown` only says that we ourselves stopped waiting. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
