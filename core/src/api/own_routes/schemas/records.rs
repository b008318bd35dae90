//! Responses with the records of the ledgers: usage, audit, requests, totals by team.

use super::{count, known, list, text, time};
use crate::api::open_enum::OpenEnum;
use crate::api::schema::Type::{Integer, Object};
use crate::api::schema::{Schema, field};

const CALLER_KIND: OpenEnum = OpenEnum {
    name: "",
    description: "",
    values: &[("session", ""), ("console", ""), ("token", ""), ("agent", ""), ("public", ""), ("", "")],
};
const OUTCOME: OpenEnum = OpenEnum {
    name: "",
    description: "",
    values: &[("sent", ""), ("done", ""), ("rejected", ""), ("unknown", ""), ("replayed", "")],
};

const DAY_CALLS: Schema = Schema::new(
    "GatewayCalls",
    "Calls of a day.",
    &[
        text("day", "YYYY-MM-DD, in UTC."),
        text("operation", "Such as posts.list."),
        count("status", "The status of the responses."),
        count("calls", "How many."),
    ],
);

const DAY_FAILURES: Schema = Schema::new(
    "GatewayFailures",
    "Failures of a day.",
    &[text("day", "YYYY-MM-DD, in UTC."), text("code", "The error code."), count("calls", "How many.")],
);

const CALLER_CALLS: Schema = Schema::new(
    "GatewayCallerCalls",
    "Calls of a caller.",
    &[
        text("caller", "The hash that the log has too; public, console and other stand for several callers."),
        known("kind", &CALLER_KIND, "The kind of credential; empty when it is not known any more."),
        text("name", "The name in the caller's token."),
        text("operation", "Such as posts.list."),
        count("calls", "How many."),
        count("failures", "How many of them have a status of 400 or above."),
    ],
);

const HOUR_ACTIONS: Schema = Schema::new(
    "GatewayActionHour",
    "The LinkedIn actions of an hour.",
    &[time("hour", "When it began."), count("actions", "How many.")],
);

const ACTIONS: Schema = Schema::new(
    "GatewayActions",
    "The budget of LinkedIn actions.",
    &[
        count("hour", "Actions of the last hour."),
        count("limit", "How many an hour may have."),
        field("reset_ms", Integer, "Time until the oldest of them no longer counts.").unit("Milliseconds").always(),
    ],
);

/// `GET /_gateway/usage`.
pub const USAGE: Schema = Schema::new(
    "GatewayUsage",
    "The calls of a team.",
    &[
        list("days", &Object(&DAY_CALLS), "Calls by day, operation and status."),
        list("console", &Object(&DAY_CALLS), "The calls of each day that the gateway's console made."),
        list("codes", &Object(&DAY_FAILURES), "Failures by day and code."),
        list("callers", &Object(&CALLER_CALLS), "Calls by caller and operation, those with the most first."),
        list(
            "action_hours",
            &Object(&HOUR_ACTIONS),
            "The hours with LinkedIn actions among the last 48, oldest first.",
        ),
        field("actions", Object(&ACTIONS), "The budget of the hour.").always(),
    ],
);

const WRITE: Schema = Schema::new(
    "GatewayWrite",
    "A write, without its content.",
    &[
        count("id", "The number of its row in the ledger."),
        time("at", "When it began."),
        text("request_id", "The x-request-id of its response."),
        text("caller", "The hash that the log has too."),
        text("name", "The name in the caller's token, or the address of its session."),
        text("operation", "Such as posts.list."),
        text("target", "The id of what it changes, or empty."),
        known("outcome", &OUTCOME, "The outcome of the write."),
        count("status", "The status of the API's response; null without one.").nullable(),
        text("task_id", "The LinkedIn task that it created.").nullable(),
    ],
);

/// `GET /_gateway/audit`.
pub const AUDIT: Schema = Schema::new(
    "GatewayAudit",
    "A page of the audit.",
    &[
        list("writes", &Object(&WRITE), "Newest first."),
        count("next", "The before of the next page; null on the last.").nullable(),
    ],
);

const REQUEST: Schema = Schema::new(
    "GatewayRequest",
    "A request, as in the log.",
    &[
        text("request_id", "The x-request-id of its response."),
        time("at", "When it arrived."),
        text("operation", "Such as posts.list."),
        count("status", "The status of the response."),
        field("ms", Integer, "Time until the response.").unit("Milliseconds").always(),
        text("caller", "The hash that the log has too."),
        text("code", "The error code; empty for a success."),
    ],
);

/// `GET /_gateway/requests`.
pub const REQUESTS: Schema = Schema::new(
    "GatewayRequests",
    "The last requests of a team.",
    &[list("requests", &Object(&REQUEST), "Newest first.")],
);

const TEAM_TOTALS: Schema = Schema::new(
    "GatewayTeamTotals",
    "The totals of a team.",
    &[
        text("team", "The team's id; operator for the gateway's own key."),
        text("name", "The team's name; empty when it is not known."),
        count("calls", "All calls."),
        count("failures", "Those with a status of 400 or above."),
        count("actions", "LinkedIn actions that the API accepted."),
        text("last_day", "The last day with a call, as YYYY-MM-DD."),
    ],
);

/// `GET /_gateway/teams`.
pub const TEAMS: Schema = Schema::new(
    "GatewayTeams",
    "A page of the totals by team.",
    &[
        count("days", "The number of days that the totals cover."),
        list("teams", &Object(&TEAM_TOTALS), "In the order of their ids."),
        text("next", "The after of the next page; null on the last.").nullable(),
    ],
);
