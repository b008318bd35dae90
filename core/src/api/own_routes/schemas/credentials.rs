//! Responses about sessions and agent tokens, and the response of the MCP endpoint.

use super::{MCP_LEVEL, MILLISECONDS, TEXTS, count, known, list, text, time};
use crate::api::open_enum::OpenEnum;
use crate::api::schema::Type::{Any, AnyObject, Bool, Enum, Integer, Object, Text};
use crate::api::schema::{Schema, field};

const SESSION_ACCESS: OpenEnum =
    OpenEnum { name: "", description: "", values: &[("session", ""), ("agent", ""), ("public", ""), ("token", "")] };
const SCOPE: OpenEnum = OpenEnum { name: "", description: "", values: &[("read", ""), ("write", "")] };

const SESSION_TEAM: Schema =
    Schema::new("GatewaySessionTeam", "A team.", &[text("id", "The team's id."), text("name", "The team's name.")]);

const SESSION: Schema = Schema::new(
    "GatewaySession",
    "The credential of a request. A token has `access` alone, a public session neither person nor team.",
    &[
        known("access", &SESSION_ACCESS, "The kind of credential."),
        field("id", Text, "The id that pages know the session by."),
        field("email", Text, "The address of the person who signed in."),
        field("team", Object(&SESSION_TEAM), "The team of that person."),
        field("expires_at", Integer, "When it ends.").unit(MILLISECONDS),
        field("renew_at", Integer, "From when a request renews it.").unit(MILLISECONDS),
        field("name", Text, "The name of an agent token."),
        field("scope", Enum(&SCOPE), "What an agent token may do."),
    ],
);

/// `GET /_gateway/session`.
pub const SESSION_RESPONSE: Schema = Schema::new(
    "GatewaySessionResponse",
    "The credential of the request.",
    &[field("session", Object(&SESSION), "The credential.").always()],
);

const PUBLIC_SESSION: Schema = Schema::new(
    "GatewayPublicSession",
    "A session under public access.",
    &[
        text("access", "Always public."),
        time("expires_at", "When it ends."),
        field("token", Text, "The session, for a request with the header x-outx-session: token."),
    ],
);

/// `POST /_gateway/session`.
pub const PUBLIC_SESSION_RESPONSE: Schema = Schema::new(
    "GatewayPublicSessionResponse",
    "A new session under public access.",
    &[field("session", Object(&PUBLIC_SESSION), "The session.").always()],
);

const RPC_ERROR: Schema = Schema::new(
    "RpcError",
    "An error of JSON-RPC.",
    &[count("code", "The code of JSON-RPC."), text("message", "What is wrong."), field("data", Any, "Further facts.")],
);

/// `POST /_gateway/mcp`.
pub const RPC_RESPONSE: Schema = Schema::new(
    "RpcResponse",
    "A response of JSON-RPC: a result or an error.",
    &[
        text("jsonrpc", "2.0"),
        field("id", Any, "The id of the request; null when it has none that can be read.").always(),
        field("result", AnyObject, "The result of the method."),
        field("error", Object(&RPC_ERROR), "Why there is no result."),
    ],
);

const AGENT: Schema = Schema::new(
    "GatewayAgent",
    "An agent token, without the token.",
    &[
        text("id", "The id by which it is revoked."),
        text("name", "Its name."),
        known("scope", &SCOPE, "What it may do at most."),
        field("ops", TEXTS, "The operations that it may call; null for all of its scope.").always().nullable(),
        text("owner", "The address of the person who made it."),
        field("is_own", Bool, "Whether the caller made it.").always(),
        time("created_at", "When it was made."),
        time("expires_at", "When it ends."),
        time("last_used_at", "When it last made a call; null before the first.").nullable(),
    ],
);

/// `GET /_gateway/agents`.
pub const AGENT_LIST: Schema = Schema::new(
    "GatewayAgentList",
    "The valid agent tokens of a team.",
    &[
        known("mcp", &MCP_LEVEL, "What the gateway lets agents do at most."),
        list("agents", &Object(&AGENT), "Newest first."),
    ],
);

/// `POST /_gateway/agents`.
pub const NEW_AGENT: Schema = Schema::new(
    "GatewayNewAgent",
    "A new agent token.",
    &[field("agent", Object(&AGENT), "What the list shows of it.").always(), text("token", "The token, a secret.")],
);
