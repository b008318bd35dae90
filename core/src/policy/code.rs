//! Error codes, their classes, and the classification of responses.

use crate::api::operation::Operation;

macro_rules! codes {
    ($(#[doc = $doc:literal] $name:ident = $text:literal, $class:ident;)*) => {
        /// An error code. Its text is part of the API of the clients and of the gateway's responses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $doc] $name,)* }

        /// One table: two functions with a `match`, or a constant, would be copied into every use and enlarge the client's download.
        static ROWS: [(&str, Class); Code::ALL.len()] = [$(($text, Class::$class)),*];

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as callers see it.
            pub const fn as_str(self) -> &'static str {
                ROWS[self as usize].0
            }

            /// The class of the JavaScript error.
            pub const fn class(self) -> Class {
                ROWS[self as usize].1
            }

            /// Its description in the reference.
            #[cfg(feature = "docs")]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

codes! {
    /// An argument or the request is wrong.
    InvalidRequest = "invalid_request", InvalidRequest;
    /// No API key, or no other credential.
    MissingKey = "missing_key", Authentication;
    /// The API key is not valid.
    InvalidKey = "invalid_key", Authentication;
    /// The one-time code is wrong or over an hour old.
    InvalidOtp = "invalid_otp", Authentication;
    /// The session at the gateway has ended.
    SessionExpired = "session_expired", Authentication;
    /// The plan does not allow more.
    PlanLimit = "plan_limit", PlanLimit;
    /// No team member's extension was active within 48 hours.
    ExtensionInactive = "extension_inactive", ExtensionInactive;
    /// The resource belongs to another team, or the token's scope does not allow it.
    AccessDenied = "access_denied", Permission;
    /// The gateway does not serve this origin.
    OriginDenied = "origin_denied", Permission;
    /// The resource does not exist.
    NotFound = "not_found", NotFound;
    /// The gateway has no such route.
    RouteDenied = "route_denied", NotFound;
    /// The idempotency key was used with another body.
    IdempotencyConflict = "idempotency_conflict", Conflict;
    /// The write was sent and its outcome is unknown.
    OutcomeUnknown = "outcome_unknown", Conflict;
    /// Too many calls.
    RateLimited = "rate_limited", RateLimit;
    /// The hourly budget of LinkedIn actions is used up.
    ActionBudget = "action_budget", RateLimit;
    /// The API failed.
    Upstream = "upstream", Server;
    /// The response is malformed, or is a redirect.
    BadResponse = "bad_response", Server;
    /// A setting of the gateway is missing or weak.
    Misconfigured = "misconfigured", Server;
    /// There was no response.
    Network = "network", Connection;
    /// The time limit of the attempt or of the call was reached.
    Timeout = "timeout", Timeout;
    /// The task failed.
    TaskFailed = "task_failed", Task;
    /// The wait for a task ended; the task goes on.
    TaskTimeout = "task_timeout", Task;
    /// An internal error of this package.
    Panic = "panic", ClientPanic;
}

macro_rules! classes {
    ($(#[doc = $doc:literal] $name:ident = $text:literal;)*) => {
        /// The class of an error. Each one is a class in JavaScript.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Class { $(#[doc = $doc] $name,)* }

        impl Class {
            /// Every class, in the order of its declaration.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$name),*];

            /// The name of the JavaScript class.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Its description in the declarations of the JavaScript class.
            #[cfg(feature = "docs")]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

classes! {
    /// An argument is wrong (nothing was sent), or the API rejected the request: 400, 405, 413, 415 and other 4xx.
    InvalidRequest = "InvalidRequestError";
    /// 401: no key or a wrong one, a wrong or expired one-time code, or a session that has ended.
    Authentication = "AuthenticationError";
    /// 402: the plan does not allow more.
    PlanLimit = "PlanLimitError";
    /// 403: no team member's OutX extension was active within 48 hours.
    ExtensionInactive = "ExtensionInactiveError";
    /// 403: the resource belongs to another team, the token's scope does not allow it, or the gateway does not serve this origin.
    Permission = "PermissionError";
    /// 404: the resource does not exist, or the gateway has no such route.
    NotFound = "NotFoundError";
    /// 409: the idempotency key was used with another body, or a write was sent and its outcome is unknown.
    Conflict = "ConflictError";
    /// 429 of the API, or the hourly budget of LinkedIn actions is used up; see `retryAfterMs`.
    RateLimit = "RateLimitError";
    /// 5xx, a redirect, a malformed response, or a gateway with a missing or weak setting.
    Server = "ServerError";
    /// There was no response, or the wasm could not be loaded.
    Connection = "ConnectionError";
    /// The time limit of the attempts, or of the whole call, was reached.
    Timeout = "TimeoutError";
    /// The task failed, or the wait for it ended. After `task_timeout` the task goes on: `tasks.resume(error.taskId)`.
    Task = "TaskError";
    /// An internal error of this package: the call rejects, the next one works.
    ClientPanic = "ClientPanicError";
}

impl Code {
    /// The code of this text; `None` for a text that is not a code.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }

    /// Whether a response may carry the code. The other codes describe the state of a client.
    const fn is_from_response(self) -> bool {
        !matches!(self.class(), Class::Connection | Class::Task | Class::ClientPanic)
    }
}

/// The code of a response that is not a success. If its body has a known `code`, that decides. Otherwise the status does, for 401 and 403
/// together with the text. Status 0 is a browser's opaque redirect.
pub fn classify(status: u16, code: Option<&str>, text: &str, operation: Option<&Operation>) -> Code {
    if let Some(code) = code.and_then(Code::from_text).filter(|code| code.is_from_response()) {
        return code;
    }
    match status {
        401 if operation.is_some_and(|operation| !operation.auth) => Code::InvalidOtp,
        401 if text.starts_with("Missing API Key") => Code::MissingKey,
        401 => Code::InvalidKey,
        402 => Code::PlanLimit,
        403 if text.starts_with("Plugin installation required") => Code::ExtensionInactive,
        403 => Code::AccessDenied,
        404 => Code::NotFound,
        409 => Code::OutcomeUnknown,
        429 => Code::RateLimited,
        400..500 => Code::InvalidRequest,
        500..600 => Code::Upstream,
        _ => Code::BadResponse,
    }
}
