import type { Failure } from "./failure.ts";

/** What the page can offer beside the words. */
export type Offer = "retry" | "sign-in" | "extension" | "tasks" | "none";

interface Remedy {
  /** What happened, in a few words. */
  title: string;
  /** What the reader can do about it. */
  advice: string;
  offer: Offer;
}

const remedies: Record<string, Remedy> = {
  invalid_request: { title: "OutX cannot use these values", advice: "Mend what the message names and send it again.", offer: "none" },
  missing_key: { title: "The gateway sent no key", advice: "Sign out and in again. If it stays, the operator must set OUTX_API_KEY.", offer: "sign-in" },
  invalid_key: { title: "OutX does not accept the team's key", advice: "Sign in again to get the current one. If it stays, ask OutX support.", offer: "sign-in" },
  invalid_otp: { title: "This code is not right", advice: "Check the newest mail, or have a new code sent: a code is good for one hour.", offer: "none" },
  session_expired: { title: "Your session has ended", advice: "Sign in again. What you typed stays.", offer: "sign-in" },
  plan_limit: { title: "The plan's limit is reached", advice: "Delete something you no longer need, or ask OutX for a larger plan.", offer: "none" },
  extension_inactive: {
    title: "No browser with the OutX extension in the last 48 hours",
    advice: "A team member must open Chrome with the extension, signed in to LinkedIn. Then try again.",
    offer: "extension",
  },
  access_denied: { title: "This belongs to another team", advice: "Check that you signed in with the right address.", offer: "none" },
  origin_denied: { title: "The gateway does not know this address", advice: "Its operator must add the page's origin to ALLOWED_ORIGINS.", offer: "none" },
  not_found: { title: "It is not there (any more)", advice: "Someone may have deleted it. Go back and reload the list.", offer: "retry" },
  route_denied: { title: "The gateway does not let this call through", advice: "Only operations of the OutX API pass. Update the gateway if the operation is new.", offer: "none" },
  idempotency_conflict: { title: "The same request was sent with other values", advice: "Reload the page and send it again.", offer: "none" },
  outcome_unknown: {
    title: "Nobody knows whether it was done",
    advice: "The answer was lost after the request was sent. Look whether it took effect before you send it again.",
    offer: "none",
  },
  rate_limited: { title: "Too many calls", advice: "Wait a little, then try again.", offer: "retry" },
  action_budget: { title: "This hour's LinkedIn actions are used up", advice: "The budget protects the LinkedIn account. It opens again as the hour moves on.", offer: "retry" },
  upstream: { title: "OutX has a problem", advice: "It is not your doing. Try again in a moment.", offer: "retry" },
  bad_response: { title: "The answer makes no sense", advice: "Something between here and OutX changed it. Try again; if it stays, tell the operator the request id.", offer: "retry" },
  misconfigured: { title: "The gateway is not set up", advice: "The operator must mend the setting that the message names.", offer: "retry" },
  network: { title: "No connection", advice: "Check your network, then try again.", offer: "retry" },
  timeout: { title: "No answer in time", advice: "OutX or the network is slow. Try again.", offer: "retry" },
  task_failed: { title: "LinkedIn did not do it", advice: "The reason is in the task's answer. Often a profile is private or not a connection.", offer: "none" },
  task_timeout: { title: "Still not done", advice: "The task lives on until a browser with the extension takes it. Look again later; do not start it twice.", offer: "tasks" },
  panic: { title: "A defect of this page's client", advice: "That call failed; the next one works. Please report it with the message.", offer: "retry" },
};

const unexpected: Remedy = { title: "Something went wrong", advice: "Try again. If it stays, report the message.", offer: "retry" };

/** The words and the offer for a failure. */
export function remedy(failure: Failure): Remedy {
  return remedies[failure.code] ?? unexpected;
}

/** What a code means, for tables. */
export function meaning(code: string): string {
  return remedies[code]?.title ?? unexpected.title;
}
