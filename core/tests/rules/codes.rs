use outx_core::policy::code::{Class, Code, classify};

use crate::util::op;

/// The classification of responses without a code: status, text, class, code.
const BY_STATUS: &[(u16, &str, &str, &str)] = &[
    (400, "Missing or invalid 'email'", "InvalidRequestError", "invalid_request"),
    (401, "Missing API Key", "AuthenticationError", "missing_key"),
    (401, "Invalid API Key", "AuthenticationError", "invalid_key"),
    (401, "", "AuthenticationError", "invalid_key"),
    (402, "Your plan includes up to 2 watchlists", "PlanLimitError", "plan_limit"),
    (403, "Plugin installation required: Please install", "ExtensionInactiveError", "extension_inactive"),
    (403, "Access denied: You don't have permission", "PermissionError", "access_denied"),
    (403, "<html>", "PermissionError", "access_denied"),
    (404, "Watchlist not found", "NotFoundError", "not_found"),
    (405, "", "InvalidRequestError", "invalid_request"),
    (408, "", "InvalidRequestError", "invalid_request"),
    (409, "", "ConflictError", "outcome_unknown"),
    (413, "", "InvalidRequestError", "invalid_request"),
    (415, "", "InvalidRequestError", "invalid_request"),
    (418, "", "InvalidRequestError", "invalid_request"),
    (429, "Rate limit exceeded. Please try again later.", "RateLimitError", "rate_limited"),
    (500, "", "ServerError", "upstream"),
    (502, "<html>", "ServerError", "upstream"),
    (503, "", "ServerError", "upstream"),
    (599, "", "ServerError", "upstream"),
    // A malformed body, a redirect, a browser's opaque redirect, a status that HTTP does not have.
    (200, "<html>", "ServerError", "bad_response"),
    (204, "", "ServerError", "bad_response"),
    (301, "", "ServerError", "bad_response"),
    (307, "", "ServerError", "bad_response"),
    (0, "", "ServerError", "bad_response"),
    (999, "", "ServerError", "bad_response"),
];

#[test]
fn the_status_decides_without_a_code() {
    for &(status, text, class, code) in BY_STATUS {
        let found = classify(status, None, text, Some(op("posts.list")));
        assert_eq!((found.class().as_str(), found.as_str()), (class, code), "{status} {text}");
        assert_eq!(classify(status, None, text, None), found, "{status} {text} of no known operation");
    }
}

#[test]
fn a_code_in_the_response_decides() {
    let decided = |status, code| classify(status, Some(code), "Invalid API Key", Some(op("posts.list"))).as_str();
    for code in [
        "session_expired",
        "origin_denied",
        "route_denied",
        "idempotency_conflict",
        "outcome_unknown",
        "action_budget",
        "misconfigured",
        "bad_response",
        "plan_limit",
    ] {
        assert_eq!(decided(401, code), code);
        assert_eq!(decided(500, code), code);
    }
}

#[test]
fn a_code_that_is_unknown_or_describes_the_client_decides_nothing() {
    for code in ["", "INVALID_KEY", "PGRST301", "network", "task_failed", "task_timeout", "panic"] {
        assert_eq!(classify(404, Some(code), "", None), Code::NotFound, "{code}");
    }
}

#[test]
fn a_401_of_the_otp_pair_is_about_the_code() {
    assert_eq!(classify(401, None, "Invalid or expired OTP", Some(op("auth.verifyOtp"))), Code::InvalidOtp);
    assert_eq!(classify(401, None, "Invalid or expired OTP", Some(op("team.get"))), Code::InvalidKey);
}

/// Every code with its class, which programs branch on.
const CODES: &[(&str, &str)] = &[
    ("invalid_request", "InvalidRequestError"),
    ("missing_key", "AuthenticationError"),
    ("invalid_key", "AuthenticationError"),
    ("invalid_otp", "AuthenticationError"),
    ("session_expired", "AuthenticationError"),
    ("plan_limit", "PlanLimitError"),
    ("extension_inactive", "ExtensionInactiveError"),
    ("access_denied", "PermissionError"),
    ("origin_denied", "PermissionError"),
    ("not_found", "NotFoundError"),
    ("route_denied", "NotFoundError"),
    ("idempotency_conflict", "ConflictError"),
    ("outcome_unknown", "ConflictError"),
    ("rate_limited", "RateLimitError"),
    ("action_budget", "RateLimitError"),
    ("upstream", "ServerError"),
    ("bad_response", "ServerError"),
    ("misconfigured", "ServerError"),
    ("network", "ConnectionError"),
    ("timeout", "TimeoutError"),
    ("task_failed", "TaskError"),
    ("task_timeout", "TaskError"),
    ("panic", "ClientPanicError"),
];

#[test]
fn codes_and_classes_are_the_published_ones() {
    let codes: Vec<_> = Code::ALL.iter().map(|code| (code.as_str(), code.class().as_str())).collect();
    assert_eq!(codes, CODES);
    for code in Code::ALL {
        assert_eq!(Code::from_text(code.as_str()), Some(*code));
    }
    assert_eq!(Class::ALL.len() - 1, Class::ClientPanic as usize);
    for (index, class) in Class::ALL.iter().enumerate() {
        assert_eq!(*class as usize, index, "the order of the declaration");
    }
}
