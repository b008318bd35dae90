//! The error of every call.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use outx_core::call::CallError;
use outx_core::policy::code::{Class, Code};
use outx_core::redact::redact;

/// The error of a function of the caller's, such as the one that returns the API key.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The result of a call.
pub type Result<T> = std::result::Result<T, Error>;

/// The error of a call, with the same codes and texts as in the JavaScript client. It never contains the API key or the token.
///
/// ```
/// use outx_client::{Code, Outx};
///
/// let error = Outx::gateway("http://gateway.example").err().expect("http is for loopback hosts only");
/// assert_eq!(error.code(), Code::InvalidRequest);
/// assert!(!error.is_retryable());
/// ```
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Clone)]
struct Details {
    code: Code,
    message: String,
    status: Option<u16>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    is_retryable: bool,
    operation: Option<&'static str>,
    task_id: Option<String>,
    source: Option<Cause>,
}

/// What caused an error, as text without the credential.
#[derive(Clone, Debug)]
struct Cause(Arc<str>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Cause {}

impl Error {
    /// An error with a code and a message only.
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            status: None,
            request_id: None,
            retry_after: None,
            is_retryable: false,
            operation: None,
            task_id: None,
            source: None,
        }))
    }

    /// A wrong setting or argument.
    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidRequest, message)
    }

    /// The error of a call, without the credential that it was sent with.
    pub(crate) fn from_call(error: &CallError, operation: &'static str, credential: Option<&str>) -> Self {
        let clean = |text: &str| redacted(text, credential).into_owned();
        let mut this = Self::new(error.code, clean(&format!("{} ({operation})", error.message)));
        let details = &mut *this.0;
        details.status = error.status;
        details.request_id = error.request_id.as_deref().map(clean);
        details.retry_after = error.retry_after_ms.and_then(|ms| Duration::try_from_secs_f64(ms / 1_000.0).ok());
        details.is_retryable = error.retryable;
        details.operation = Some(operation);
        this
    }

    /// The same error, with the name of its operation.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// The same error, marked as retryable.
    pub(crate) fn retryable(mut self) -> Self {
        self.0.is_retryable = true;
        self
    }

    /// The same error, with the id of its task.
    pub(crate) fn task(mut self, id: &str) -> Self {
        self.0.task_id = Some(id.to_owned());
        self
    }

    /// The same error with the text of its cause, without the credential.
    pub(crate) fn caused_by(mut self, cause: Option<&str>, credential: Option<&str>) -> Self {
        self.0.source = cause.map(|cause| Cause(redacted(cause, credential).into()));
        self
    }

    /// The same error with a hint after its text.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.0.message.push_str(hint);
        self
    }

    /// Returns the code, which says what went wrong.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Returns the class of the code, which is the name of the error class in the JavaScript client.
    pub fn class(&self) -> Class {
        self.0.code.class()
    }

    /// Returns the message, the same text as `Display`.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the HTTP status of the response; `None` without a response.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the id of the request. Quote it when you report a problem.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns how long to wait before a retry: the server's `Retry-After`, or the time until the next LinkedIn action is allowed.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call can safely be made again and may then succeed.
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Returns the name of the operation, such as `posts.list`; `None` for an error about the options of a client.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the id of the task that failed or whose wait timed out. [`Outx::resume_task`](crate::Outx::resume_task) waits for it again.
    pub fn task_id(&self) -> Option<&str> {
        self.0.task_id.as_deref()
    }
}

fn redacted<'a>(text: &'a str, credential: Option<&str>) -> Cow<'a, str> {
    match credential {
        Some(credential) => redact(text, &[credential]),
        None => Cow::Borrowed(text),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        f.debug_struct(details.code.class().as_str())
            .field("code", &details.code.as_str())
            .field("message", &details.message)
            .field("status", &details.status)
            .field("request_id", &details.request_id)
            .field("retry_after", &details.retry_after)
            .field("is_retryable", &details.is_retryable)
            .field("operation", &details.operation)
            .field("task_id", &details.task_id)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|cause| cause as _)
    }
}
