//! Responses about the state of a gateway: health, status, and the outcome of a test alert.

use super::{MCP_LEVEL, MILLISECONDS, TEXTS, count, known, list, text, time};
use crate::api::open_enum::OpenEnum;
use crate::api::schema::Type::{Any, AnyObject, Object, Text};
use crate::api::schema::{Schema, field};

const HEALTH_STATUS: OpenEnum = OpenEnum { name: "", description: "", values: &[("ok", ""), ("misconfigured", "")] };

const PROBLEM: Schema = Schema::new(
    "GatewayProblem",
    "Why the gateway does not serve.",
    &[
        text("setting", "The name of a setting or binding."),
        text("reason", "What is wrong, as the end of a sentence that begins with the name."),
    ],
);

const SETTINGS: Schema = Schema::new(
    "GatewaySettings",
    "Settings by name.",
    &[
        field("set", TEXTS, "Names of settings with a value.").always(),
        field("missing", TEXTS, "Names of settings without a value.").always(),
    ],
);

const LIVE_KEY: Schema = Schema::new(
    "GatewayKey",
    "The gateway's own key.",
    &[text("live", "The setting whose key is in use; null without one.").nullable()],
);

/// `GET /_gateway/health`.
pub const HEALTH: Schema = Schema::new(
    "GatewayHealth",
    "The settings of a gateway by name.",
    &[
        known("status", &HEALTH_STATUS, "Whether the gateway serves."),
        text("version", "The gateway's version."),
        text("build", "The first 12 hexadecimal digits of the SHA-256 of its wasm."),
        field("access", TEXTS, "The kinds of access: session, token, public.").always(),
        field("settings", Object(&SETTINGS), "Which settings have a value.").always(),
        list("problems", &Object(&PROBLEM), "Why it does not serve; empty when it does."),
        field("key", Object(&LIVE_KEY), "Which of its own keys is in use.").always(),
        text("sandbox", "The address of the sandbox that it calls, on the same machine; null otherwise.").nullable(),
        known("mcp", &MCP_LEVEL, "What agents may do; null while settings are missing.").nullable(),
        text("turnstile", "Turnstile's site key, when public access needs its check.").nullable(),
        text("turnstile_action", "The action that the widget must report.").nullable(),
    ],
);

/// `GET /_gateway/openapi.json`.
pub const DOCUMENT: Schema = Schema::new(
    "OpenApiDocument",
    "An OpenAPI 3.1 document.",
    &[
        text("openapi", "3.1.0"),
        field("info", AnyObject, "Its title and version.").always(),
        list("servers", &AnyObject, "The address of this gateway."),
        field("paths", AnyObject, "Every path of the API and of the gateway.").always(),
        field("components", AnyObject, "What the paths refer to.").always(),
    ],
);

const MODES: Schema = Schema::new(
    "GatewayModes",
    "Values of settings that are neither secret nor addresses of others; an operator sees all of these.",
    &[
        field("ACCESS", TEXTS, "").always(),
        known("MCP", &MCP_LEVEL, ""),
        count("ACTIONS_PER_HOUR", ""),
        count("UPSTREAM_TIMEOUT_MS", ""),
        count("MAX_BODY_BYTES", ""),
        count("SESSION_TTL_SECONDS", ""),
        field("ALERT_ERROR_RATE", Any, "A share of calls, or null.").always(),
        field("ALERT_SPIKE", Any, "A number, or null.").always(),
        field("OUTX_UPSTREAM", Text, ""),
        field("ALLOWED_ORIGINS", TEXTS, ""),
        field("SIGN_IN_DOMAINS", TEXTS, ""),
        field("EXTRA_ROUTES", TEXTS, "Method and path of each."),
    ],
);

const STATUS_SETTINGS: Schema = Schema::new(
    "GatewayStatusSettings",
    "Settings by name, and the values of some.",
    &[field("modes", Object(&MODES), "Values by name.").always()],
)
.extends(&[&SETTINGS]);

const SENT_ALERT: Schema = Schema::new(
    "GatewayAlert",
    "An alert.",
    &[text("kind", "Such as error_rate."), time("at", "When it was last sent.")],
);

const LEDGER: Schema = Schema::new(
    "GatewayLedger",
    "The state of a ledger.",
    &[
        text("team", "The team's id; operator for the gateway's own key."),
        count("schema", "The version of its tables."),
        count("bytes", "Its size."),
        field("rows", AnyObject, "Number of rows by table.").always(),
        time("last_flush_at", "When calls were last counted; null before the first.").nullable(),
        time("last_report_at", "When its totals were last reported.").nullable(),
        time("last_cleaning_at", "When expired rows were last deleted.").nullable(),
        list("alerts", &Object(&SENT_ALERT), "The last one of each kind, newest first."),
    ],
);

/// `GET /_gateway/status`.
pub const STATUS: Schema = Schema::new(
    "GatewayStatus",
    "The state of a gateway.",
    &[
        text("version", "The gateway's version."),
        text("build", "The first 12 hexadecimal digits of the SHA-256 of its wasm."),
        field("key", Object(&LIVE_KEY), "Which of its own keys is in use.").always(),
        field("settings", Object(&STATUS_SETTINGS), "Its settings.").always(),
        field("secrets", AnyObject, "Since when each secret is in use, by the name of its setting.")
            .unit(MILLISECONDS)
            .always(),
        field("ledger", Object(&LEDGER), "The ledger of the caller's team.").always(),
    ],
);

const DELIVERY: OpenEnum = OpenEnum {
    name: "",
    description: "",
    values: &[("sent", ""), ("not_set", ""), ("rejected", ""), ("timed_out", ""), ("unreachable", "")],
};

/// `POST /_gateway/alerts/test`.
pub const TEST_ALERT: Schema = Schema::new(
    "GatewayTestAlert",
    "The outcome of a test alert.",
    &[
        known("outcome", &DELIVERY, "The outcome of the alert."),
        count("status", "The status of the webhook's response; null without one.").nullable(),
        text("text", "What happened, and what to do."),
    ],
);
