import { isOutxError } from "outx-client/external";

/** An error as the pages show it. `code` selects the texts in remedies.ts. */
export interface Failure {
  code: string;
  message: string;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  /** What was called, such as `auth.sendOtp`. */
  operation?: string | undefined;
}

/** An error that these pages find themselves. */
export class PageError extends Error {
  override name = "PageError";

  code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Anything thrown, as a `Failure`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof PageError) return { code: thrown.code, message: thrown.message };
  if (isOutxError(thrown)) {
    const { code, message, status, requestId, retryAfterMs, operation } = thrown as Failure;
    return { code, message, status, requestId, retryAfterMs, operation };
  }
  return { code: "unexpected", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether `thrown` is the result of our own abort. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
