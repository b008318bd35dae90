import type { ErrorCode } from "outx-client";

import type { Failure } from "./failure.ts";

/** The action that the page offers beside the text. */
export type Offer = "retry" | "sign-in" | "extension" | "tasks" | "none";

export interface Remedy {
  /** What happened, in a few words. */
  title: string;
  /** What the reader can do about it. */
  advice: string;
  offer: Offer;
}

/** Codes that only these pages use. */
export type PageCode =
  /** The gateway accepted a sign-in, but the browser sent no session afterwards. */
  | "cookie_blocked"
  /** A thrown value that is not an error of the API or the gateway. */
  | "unexpected";

const remedies: Record<ErrorCode | PageCode, Remedy> = {
  invalid_request: { title: "Some values are invalid", advice: "Correct the field named in the message and try again.", offer: "none" },
  missing_key: { title: "The gateway sent no API key", advice: "Sign out and in again. If this continues, the operator must set OUTX_API_KEY.", offer: "sign-in" },
  invalid_key: { title: "OutX rejected the team's API key", advice: "Sign in again to use the current key. If this continues, ask OutX support.", offer: "sign-in" },
  invalid_otp: { title: "Incorrect or expired code", advice: "Check the newest email, or request a new code. A code expires after one hour.", offer: "none" },
  session_expired: { title: "Your session has ended", advice: "Sign in again. Your changes are still here.", offer: "sign-in" },
  plan_limit: { title: "Your plan's limit is reached", advice: "Delete something you no longer need, or ask OutX for a larger plan.", offer: "none" },
  extension_inactive: {
    title: "No OutX extension was online in the last 48 hours",
    advice: "A team member must open Chrome with the extension, signed in to LinkedIn. Then try again.",
    offer: "extension",
  },
  access_denied: { title: "You don't have permission", advice: "The message says what is not allowed. Check the account, email or company page it names.", offer: "none" },
  origin_denied: { title: "The gateway does not allow this page's origin", advice: "The operator must add the origin to ALLOWED_ORIGINS.", offer: "none" },
  not_found: { title: "Not found", advice: "It may have been deleted, or the id is wrong.", offer: "retry" },
  route_denied: { title: "The gateway does not allow this operation", advice: "Only operations of the OutX API are forwarded. Update the gateway if the operation is new.", offer: "none" },
  idempotency_conflict: { title: "The same request was sent with other values", advice: "Reload the page and send it again.", offer: "none" },
  outcome_unknown: {
    title: "We couldn't confirm that this went through",
    advice: "The response was lost after the request was sent. Check LinkedIn before you try again.",
    offer: "none",
  },
  rate_limited: { title: "Too many requests", advice: "Requests are limited.", offer: "retry" },
  action_budget: { title: "This hour's LinkedIn actions are used up", advice: "The budget protects the LinkedIn account. It frees up as earlier actions become an hour old.", offer: "retry" },
  upstream: { title: "OutX returned an error", advice: "Try again in a moment.", offer: "retry" },
  bad_response: { title: "Unexpected response", advice: "Something between this page and OutX changed it. Try again; if it continues, send the operator the request id.", offer: "retry" },
  misconfigured: { title: "The gateway is misconfigured", advice: "The operator needs to fix the setting named in the message.", offer: "retry" },
  network: { title: "No connection", advice: "The gateway did not respond. Check your network and that the gateway is running, then try again.", offer: "retry" },
  timeout: { title: "No response in time", advice: "OutX or the network is slow. Try again.", offer: "retry" },
  task_failed: { title: "Task failed", advice: "Often a profile is private or not a connection.", offer: "none" },
  task_timeout: { title: "Still running", advice: "It will finish when a browser with the extension is open. Check again later; do not start it twice.", offer: "tasks" },
  panic: { title: "A bug in this page's client", advice: "That call failed; the next one works. Please report it with the message.", offer: "retry" },
  cookie_blocked: { title: "Your browser did not keep the session", advice: "Allow cookies for this site, then sign in again.", offer: "none" },
  unexpected: { title: "Something went wrong", advice: "Try again. If it continues, report the message.", offer: "retry" },
};

interface Cause {
  code: ErrorCode;
  applies: (failure: Failure) => boolean;
  remedy: Partial<Remedy>;
}

const isOf =
  (...operations: string[]) =>
  ({ operation }: Failure) =>
    operations.includes(operation ?? "");

/** Causes that share a code with other causes but are resolved in another way. */
const causes: Cause[] = [
  {
    code: "access_denied",
    applies: isOf("auth.sendOtp", "auth.verifyOtp"),
    remedy: { title: "This email address can't sign in here", advice: "The gateway accepts some email domains only. Use your work address, or ask its operator." },
  },
  {
    code: "access_denied",
    applies: isOf("engagement.like", "engagement.comment"),
    remedy: { advice: "The acting member must belong to your team, and must manage the company page if you act as one. Check the email and the page's name." },
  },
  {
    code: "access_denied",
    applies: ({ message }) => message.startsWith("the Turnstile check failed"),
    remedy: { title: "The check failed", advice: "Repeat the check. If it fails again, turn off what blocks scripts of challenges.cloudflare.com." },
  },
  {
    code: "invalid_request",
    applies: ({ message }) => message.startsWith("Invalid watchlist ID"),
    remedy: { title: "No such watchlist", advice: "It may have been deleted, or the id is wrong." },
  },
  {
    code: "rate_limited",
    applies: isInvitationLimit,
    remedy: { title: "LinkedIn's limit on invitations is reached", advice: "LinkedIn limits how many people an account may invite, and more attempts can make it stricter." },
  },
];

/** The texts and the offer for a failure. An unknown code is treated as `unexpected`. */
export function remedyFor(failure: Failure): Remedy {
  const cause = causes.find(({ code, applies }) => code === failure.code && applies(failure));
  return { ...remedies[known(failure.code)], ...cause?.remedy };
}

/** Whether a failure is LinkedIn's own limit on invitations, which lasts for days: docs/api.md, "send-connection-request". */
export function isInvitationLimit({ message }: Failure): boolean {
  return message.startsWith("LinkedIn invitation limit");
}

/** The meaning of a code, in a few words. */
export function describeCode(code: string): string {
  return remedies[known(code)].title;
}

function known(code: string): ErrorCode | PageCode {
  return Object.hasOwn(remedies, code) ? (code as ErrorCode | PageCode) : "unexpected";
}
