//! The own routes as operations: method, path, parameters, response and errors.
//!
//! The generator of the OpenAPI document adds the errors that depend on the caller: 401 without a valid credential, 403 for another caller,
//! 500 without valid settings, and 503 for a credential whose ledger cannot be reached.

use super::super::operation::Kind::{Read, Write};
use super::super::operation::Method::{Delete, Get, Post};
use super::super::operation::Operation;
use super::super::param::Shape::{Bool, Either, Integer, List, NonBlank, Record, StringEnum};
use super::super::param::{Param, Shape, body, query};
use super::schemas;
use super::{AGENTS_PATH, MCP_PATH};

/// The error for too many requests of one caller.
pub const THROTTLED: (u16, &str) = (429, "The caller sends too many requests; retry-after says when to go on");
const WRONG_QUERY: (u16, &str) = (400, "A parameter is unknown, repeated or out of its bounds");
const WRONG_BODY: (u16, &str) = (400, "The body is no JSON object, or a field is unknown or wrong");
const SLOW_BODY: (u16, &str) = (408, "The body did not arrive within 10 seconds");
/// The error for a body that is too large.
pub const LARGE_BODY: (u16, &str) = (413, "The body is larger than MAX_BODY_BYTES");
/// The error for a body of another type.
pub const NO_JSON: (u16, &str) = (415, "The body has another content-type than application/json");
const NO_MCP: (u16, &str) = (404, "MCP is off, so the route does not exist");

const DAYS: Shape = Integer(1, 90);
const TEXT: Shape = NonBlank { max: None };

const fn days() -> Param {
    query("days", DAYS, "How many days, today included.").default("30")
}

/// The names of the settings and the problems with them.
pub const HEALTH: Operation = Operation::new("gateway.health", Read, Get, "/_gateway/health", &[])
    .docs("The names of the gateway's settings, never their values, and the problems with them.", &schemas::HEALTH)
    .without_key();

/// The OpenAPI document.
pub const OPENAPI: Operation = Operation::new("gateway.openapi", Read, Get, "/_gateway/openapi.json", &[])
    .docs("This document.", &schemas::DOCUMENT)
    .without_key();

/// The session of the caller.
pub const SESSION: Operation = Operation::new("auth.session", Read, Get, "/_gateway/session", &[])
    .docs("The credential of the request.", &schemas::SESSION_RESPONSE);

/// Opens a public session for a Turnstile token.
pub const OPEN_SESSION: Operation = Operation::new(
    "gateway.openSession",
    Write,
    Post,
    "/_gateway/session",
    &[body("turnstile", TEXT, "The token of a solved Turnstile widget.").required()],
)
.docs(
    "Opens a public session of 10 minutes: as a cookie, or in the response with the header x-outx-session: token.",
    &schemas::PUBLIC_SESSION_RESPONSE,
)
.errors(&[
    WRONG_BODY,
    (403, "The page is not in ALLOWED_ORIGINS, or Turnstile rejected its token"),
    (404, "The gateway has no public access with TURNSTILE_SECRET"),
    SLOW_BODY,
    LARGE_BODY,
    NO_JSON,
    THROTTLED,
    (503, "Turnstile does not respond"),
])
.without_key();

/// A sign-out. A repeat is harmless: it finds nothing to end.
pub const SIGN_OUT: Operation = Operation::new(
    "auth.signOut",
    Read,
    Delete,
    "/_gateway/session",
    &[query("everywhere", Bool, "Whether all sessions of the person end.").default("false")],
)
.summary("Ends the session or token of the request. One that is over, or none, counts as ended.")
.errors(&[WRONG_QUERY, (401, "x-outx-session-id names another session than that of the request")]);

/// The usage of the caller's team.
pub const USAGE: Operation = Operation::new("gateway.usage", Read, Get, "/_gateway/usage", &[days()])
    .docs(
        "The calls of the caller's team by day, operation, status and caller, and its LinkedIn actions.",
        &schemas::USAGE,
    )
    .errors(&[WRONG_QUERY, THROTTLED]);

/// A message of the Model Context Protocol.
pub const MCP: Operation = Operation::new(
    "gateway.mcp",
    Write,
    Post,
    MCP_PATH,
    &[
        body("jsonrpc", StringEnum(&["2.0"]), "The version of JSON-RPC.").required(),
        body("id", Either(&TEXT, &Integer(0, u32::MAX)), "Absent in a notification."),
        body("method", TEXT, "Such as tools/list.").required(),
        body("params", Record(&[]), "The parameters of the method."),
    ],
)
.docs(
    "A message of the Model Context Protocol (streamable HTTP, stateless). A client that asks for progress gets an event stream.",
    &schemas::RPC_RESPONSE,
)
.errors(&[
    (400, "The message is malformed, or of another revision"),
    (404, "MCP is off, or the method does not exist"),
    SLOW_BODY,
    LARGE_BODY,
    NO_JSON,
    THROTTLED,
]);

/// The agent tokens of the team.
pub const LIST_AGENTS: Operation = Operation::new("gateway.agents.list", Read, Get, AGENTS_PATH, &[])
    .docs("The valid agent tokens of the team, without the tokens.", &schemas::AGENT_LIST)
    .errors(&[NO_MCP, THROTTLED]);

/// Creates an agent token.
pub const CREATE_AGENT: Operation = Operation::new(
    "gateway.agents.create",
    Write,
    Post,
    AGENTS_PATH,
    &[
        body("name", NonBlank { max: Some(60) }, "What the list of agent tokens shows, on one line.").required(),
        body("scope", StringEnum(&["read", "write"]), "What it may do at most.").default(r#""read""#),
        body(
            "ops",
            List(&TEXT, 1),
            "The operations or groups, such as watchlists.*, that it may call; all of its scope when absent.",
        ),
        body("ttl_seconds", Integer(3_600, 2_592_000), "How long it is valid.").default("604800"),
    ],
)
.docs("Makes an agent token. Its value is in this response only.", &schemas::NEW_AGENT)
.errors(&[
    WRONG_BODY,
    NO_MCP,
    SLOW_BODY,
    (409, "The team has as many agent tokens as it may have"),
    LARGE_BODY,
    NO_JSON,
    THROTTLED,
]);

/// Revokes an agent token.
pub const REVOKE_AGENT: Operation = Operation::new(
    "gateway.agents.revoke",
    Write,
    Delete,
    AGENTS_PATH,
    &[query("id", TEXT, "The id of the agent token.").required()],
)
.summary("Revokes an agent token of the team, also one that a teammate made.")
.errors(&[WRONG_QUERY, (404, "There is no valid agent token of this id, or MCP is off"), THROTTLED]);

/// The writes of the team.
pub const AUDIT: Operation = Operation::new(
    "gateway.audit",
    Read,
    Get,
    "/_gateway/audit",
    &[
        days(),
        query("before", Integer(0, u32::MAX), "The next of the page before."),
        query("tasks", StringEnum(&["true"]), "Only the writes that created a LinkedIn task."),
    ],
)
.docs("The writes of the team, newest first.", &schemas::AUDIT)
.errors(&[WRONG_QUERY, THROTTLED]);

/// The last requests of the team.
pub const REQUESTS: Operation = Operation::new(
    "gateway.requests",
    Read,
    Get,
    "/_gateway/requests",
    &[query("id", NonBlank { max: Some(64) }, "The x-request-id of the one that is looked for.")],
)
.docs("The last 1,000 requests of the team, newest first.", &schemas::REQUESTS)
.errors(&[WRONG_QUERY, THROTTLED]);

/// Usage by team.
pub const TEAMS: Operation = Operation::new(
    "gateway.teams",
    Read,
    Get,
    "/_gateway/teams",
    &[
        days(),
        query("limit", Integer(1, 10_000), "The most teams in a page.").default("1000"),
        query("after", TEXT, "The next of the page before."),
        query("format", StringEnum(&["json", "csv"]), "The form of the response.").default(r#""json""#),
    ],
)
.docs("The totals of every team, in the order of their ids. The header link names the next page.", &schemas::TEAMS)
.errors(&[WRONG_QUERY, THROTTLED, (503, "An index of teams cannot be reached")]);

/// The state of the gateway.
pub const STATUS: Operation = Operation::new("gateway.status", Read, Get, "/_gateway/status", &[])
    .docs(
        "The version, the settings, since when each secret is in use, and the state of the caller's ledger.",
        &schemas::STATUS,
    )
    .errors(&[THROTTLED]);

/// Sends a test alert.
pub const TEST_ALERT: Operation = Operation::new("gateway.alerts.test", Write, Post, "/_gateway/alerts/test", &[])
    .docs("Sends a test alert, at most one per minute, and returns its outcome.", &schemas::TEST_ALERT)
    .errors(&[THROTTLED]);
