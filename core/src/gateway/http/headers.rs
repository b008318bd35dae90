//! Headers: what passes in each direction. Everything else stays behind.

/// `user-agent` of the gateway towards the API.
pub const USER_AGENT: &str = concat!("outx-gateway/", env!("CARGO_PKG_VERSION"));

/// The headers of an upstream request without body, beside `x-api-key`. None of the caller's own passes: not
/// `x-api-key`, cookies, `authorization`, `cf-*`, forwarding or hop-by-hop headers, because the list is ours.
pub const TO_UPSTREAM: [(&str, &str); 3] =
    [("accept", "application/json"), ("accept-encoding", "gzip"), ("user-agent", USER_AGENT)];

/// On every answer of the gateway. An answer is data: no page may be made of it, and nobody may store it.
pub const STATIC_HEADERS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-site"),
    ("x-content-type-options", "nosniff"),
];

/// What a page of an allowed origin may send. Tracing tools add the last two to every request; they are logged, not sent upstream.
pub const ALLOW_HEADERS: &str = "content-type, authorization, x-outx-session, x-outx-session-id, idempotency-key, x-outx-attempts, traceparent, tracestate";
/// What it may use.
pub const ALLOW_METHODS: &str = "GET, POST, PUT, DELETE";
/// What it may read.
pub const EXPOSE_HEADERS: &str = "retry-after, x-request-id, x-outx-session";
/// Seconds that a browser may remember a preflight; Chromium's own limit.
pub const PREFLIGHT_SECONDS: &str = "7200";

/// Whether a body says that it is JSON: `application/json`, parameters allowed.
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_matches([' ', '\t']).eq_ignore_ascii_case("application/json")
}

/// Whether an answer's `content-encoding` is one that the runtime opens for us. It opens `gzip` in lower case alone: of any other
/// spelling it would hand on the packed bytes, in which no search finds a key.
pub fn is_readable(content_encoding: &str) -> bool {
    matches!(content_encoding, "" | "gzip" | "identity")
}

/// A `retry-after` as it may be passed on: digits or a date are short and plain, anything else is dropped.
pub fn retry_after(value: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b':' | b'.' | b'-' | b'+');
    (!value.is_empty() && value.len() <= 40 && value.bytes().all(plain)).then_some(value)
}
