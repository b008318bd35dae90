//! Every code an error can have, its class, and which answer becomes which.

use crate::operation::Operation;

macro_rules! codes {
    ($(#[doc = $doc:literal] $name:ident = $text:literal, $class:ident;)*) => {
        /// What went wrong. Its text is the contract in JavaScript, in the gateway's answers and in the documentation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $doc] $name,)* }

        /// One table, where two functions that match, or a constant, would each become one for every use of it in the client's download.
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

            /// What it means, for the reference.
            #[cfg(feature = "docs")]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

codes! {
    /// An argument is wrong, or the request is.
    InvalidRequest = "invalid_request", InvalidRequest;
    /// No key, or nothing else that says who calls.
    MissingKey = "missing_key", Authentication;
    /// The key is not one of OutX's.
    InvalidKey = "invalid_key", Authentication;
    /// The one-time code is wrong or over an hour old.
    InvalidOtp = "invalid_otp", Authentication;
    /// The session at the gateway is over.
    SessionExpired = "session_expired", Authentication;
    /// The plan has no room for it.
    PlanLimit = "plan_limit", PlanLimit;
    /// No team member's extension was active within 48 hours.
    ExtensionInactive = "extension_inactive", ExtensionInactive;
    /// It belongs to another team, or the scope does not reach.
    AccessDenied = "access_denied", Permission;
    /// The gateway does not serve this origin.
    OriginDenied = "origin_denied", Permission;
    /// There is no such thing.
    NotFound = "not_found", NotFound;
    /// The gateway has no such route.
    RouteDenied = "route_denied", NotFound;
    /// The idempotency key was used with another body.
    IdempotencyConflict = "idempotency_conflict", Conflict;
    /// The write was sent and its outcome is not known.
    OutcomeUnknown = "outcome_unknown", Conflict;
    /// Too many calls.
    RateLimited = "rate_limited", RateLimit;
    /// The hour's LinkedIn actions are spent.
    ActionBudget = "action_budget", RateLimit;
    /// The API failed.
    Upstream = "upstream", Server;
    /// The answer is not what it says, or is a redirect.
    BadResponse = "bad_response", Server;
    /// A setting of the gateway is missing or weak.
    Misconfigured = "misconfigured", Server;
    /// There was no answer.
    Network = "network", Connection;
    /// The attempt's or the call's time is spent.
    Timeout = "timeout", Timeout;
    /// The task ended in failure.
    TaskFailed = "task_failed", Task;
    /// The wait for a task ended; the task lives on.
    TaskTimeout = "task_timeout", Task;
    /// A defect of ours.
    Panic = "panic", ClientPanic;
}

/// The class of a JavaScript error; `pkg/errors.js` has them in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `InvalidRequestError`
    InvalidRequest,
    /// `AuthenticationError`
    Authentication,
    /// `PlanLimitError`
    PlanLimit,
    /// `ExtensionInactiveError`
    ExtensionInactive,
    /// `PermissionError`
    Permission,
    /// `NotFoundError`
    NotFound,
    /// `ConflictError`
    Conflict,
    /// `RateLimitError`
    RateLimit,
    /// `ServerError`
    Server,
    /// `ConnectionError`
    Connection,
    /// `TimeoutError`
    Timeout,
    /// `TaskError`
    Task,
    /// `ClientPanicError`
    ClientPanic,
}

impl Class {
    /// The name of the JavaScript class.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "InvalidRequestError",
            Self::Authentication => "AuthenticationError",
            Self::PlanLimit => "PlanLimitError",
            Self::ExtensionInactive => "ExtensionInactiveError",
            Self::Permission => "PermissionError",
            Self::NotFound => "NotFoundError",
            Self::Conflict => "ConflictError",
            Self::RateLimit => "RateLimitError",
            Self::Server => "ServerError",
            Self::Connection => "ConnectionError",
            Self::Timeout => "TimeoutError",
            Self::Task => "TaskError",
            Self::ClientPanic => "ClientPanicError",
        }
    }
}

impl Code {
    /// The code of this text; `None` for one that is not ours.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }

    /// Whether an answer can carry it. The others say what happened in the client, which no server knows.
    const fn is_of_an_answer(self) -> bool {
        !matches!(self.class(), Class::Connection | Class::Task | Class::ClientPanic)
    }
}

/// The code of an answer that is not a success: a `code` in it decides, else the status, for two statuses with the text
/// (spec sections 1 and 8). Status 0 is a browser's opaque redirect.
pub fn classify(status: u16, code: Option<&str>, text: &str, operation: Option<&Operation>) -> Code {
    if let Some(code) = code.and_then(Code::from_text).filter(|code| code.is_of_an_answer()) {
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
