//! Header allowlists for each direction. All other headers are dropped.

/// `user-agent` of requests to the API.
pub const USER_AGENT: &str = concat!("outx-gateway/", env!("CARGO_PKG_VERSION"));

/// The headers of an upstream request without body, besides `x-api-key`. No header of the caller is forwarded: no
/// `x-api-key`, cookies, `authorization`, `cf-*`, forwarding or hop-by-hop headers.
pub const TO_UPSTREAM: [(&str, &str); 3] =
    [("accept", "application/json"), ("accept-encoding", "gzip"), ("user-agent", USER_AGENT)];

/// Sent with every response. Responses are data: browsers must not render them as pages, and caches must not store them.
pub const STATIC_HEADERS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-site"),
    ("x-content-type-options", "nosniff"),
];

/// `access-control-allow-headers` for allowed origins. Tracing tools add `traceparent` and the headers after it to every request, and the
/// browser would block such a request if they were not allowed. They are not sent upstream.
pub const ALLOW_HEADERS: &str = "content-type, authorization, x-outx-session, x-outx-session-id, idempotency-key, x-outx-attempts, traceparent, tracestate, baggage, sentry-trace, b3, x-datadog-trace-id, x-datadog-parent-id, x-datadog-origin, x-datadog-sampling-priority, newrelic";
/// `access-control-allow-methods` for allowed origins.
pub const ALLOW_METHODS: &str = "GET, POST, PUT, DELETE";
/// `access-control-expose-headers` for allowed origins.
pub const EXPOSE_HEADERS: &str = "retry-after, x-request-id, x-outx-session";
/// `access-control-max-age`, in seconds: Chromium's maximum.
pub const PREFLIGHT_SECONDS: &str = "7200";

/// Whether a `content-type` is `application/json`, with or without parameters.
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_matches([' ', '\t']).eq_ignore_ascii_case("application/json")
}

/// Whether the runtime decodes this `content-encoding`. It recognizes `gzip` in lower case only; in any other spelling the body would stay
/// compressed, and redaction could not find a key in it.
pub fn is_readable(content_encoding: &str) -> bool {
    matches!(content_encoding, "" | "gzip" | "identity")
}

/// A `retry-after` that may be forwarded: short, with the characters of a number or date. `None` for any other value.
pub fn retry_after(value: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b':' | b'.' | b'-' | b'+');
    (!value.is_empty() && value.len() <= 40 && value.bytes().all(plain)).then_some(value)
}
