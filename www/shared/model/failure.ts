import { isOutxError } from "outx-client/external";

/** An error as the pages show it. `code` selects the texts in remedies.ts. */
export interface Failure {
  code: string;
  message: string;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  /** The operation that failed, such as `auth.sendOtp`. */
  operation?: string | undefined;
}

/** An error that the pages detect themselves, such as a missing session cookie. */
export class PageError extends Error {
  override name = "PageError";

  code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Converts anything thrown to a `Failure`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof PageError) return { code: thrown.code, message: thrown.message };
  if (isOutxError(thrown)) {
    const { code, message, status, requestId, retryAfterMs, operation } = thrown as Failure;
    return { code, message, status, requestId, retryAfterMs, operation };
  }
  return { code: "unexpected", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether `thrown` is the result of an abort by the page. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
