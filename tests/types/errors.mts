import * as outx from "outx-client";
import type { AnyOutxError, CallName, ErrorCode } from "outx-client";
import { equal } from "./equal.mjs";

export function explain(error: unknown): string {
  if (!outx.isOutxError(error)) throw error;
  equal<AnyOutxError>()(error);
  equal<number | undefined>()(error.status);
  equal<string | undefined>()(error.requestId);
  equal<CallName | undefined>()(error.operation);
  equal<number | undefined>()(error.durationMs);
  equal<Headers | undefined>()(error.headers);
  equal<unknown>()(error.body);
  equal<boolean>()(error.retryable);
  // @ts-expect-error only a TaskError has a taskId
  error.taskId;
  switch (error.code) {
    case "task_failed":
    case "task_timeout":
      equal<outx.TaskError>()(error);
      return error.taskId;
    case "rate_limited":
    case "action_budget":
      equal<outx.RateLimitError>()(error);
      return `later, in ${error.retryAfterMs ?? 0} ms`;
    // @ts-expect-error no such code
    case "teapot":
      return "";
    default:
      return error.message;
  }
}

/** Every code belongs to one class; a code without a class would not compile here. */
export function classOf(error: AnyOutxError): string {
  equal<ErrorCode>()(error.code);
  switch (error.name) {
    case "InvalidRequestError": return equalCode<"invalid_request">(error.code);
    case "AuthenticationError": return equalCode<"missing_key" | "invalid_key" | "invalid_otp" | "session_expired">(error.code);
    case "PlanLimitError": return equalCode<"plan_limit">(error.code);
    case "ExtensionInactiveError": return equalCode<"extension_inactive">(error.code);
    case "PermissionError": return equalCode<"access_denied" | "origin_denied">(error.code);
    case "NotFoundError": return equalCode<"not_found" | "route_denied">(error.code);
    case "ConflictError": return equalCode<"idempotency_conflict" | "outcome_unknown">(error.code);
    case "RateLimitError": return equalCode<"rate_limited" | "action_budget">(error.code);
    case "ServerError": return equalCode<"upstream" | "bad_response" | "misconfigured">(error.code);
    case "ConnectionError": return equalCode<"network">(error.code);
    case "TimeoutError": return equalCode<"timeout">(error.code);
    case "TaskError": return equalCode<"task_failed" | "task_timeout">(error.code);
    case "ClientPanicError": return equalCode<"panic">(error.code);
  }
}

function equalCode<Code extends ErrorCode>(code: Code): string {
  return code;
}

export function byClass(error: unknown): string | undefined {
  if (error instanceof outx.TaskError) return error.taskId;
  if (error instanceof outx.ConflictError) return equalCode<"idempotency_conflict" | "outcome_unknown">(error.code);
  if (error instanceof outx.OutxError) {
    const base: Error = error;
    return base.message;
  }
  return undefined;
}

// Users create errors in tests of their error handling.
new outx.RateLimitError("slow down", { code: "rate_limited", status: 429, retryAfterMs: 1_000 });
// @ts-expect-error the code is of another class
new outx.RateLimitError("slow down", { code: "network" });
// @ts-expect-error a code is readonly
new outx.TimeoutError("late").code = "timeout";
