//! The errors of a call.

use crate::policy::code::Code;
use crate::text::message::MessageBuilder;

/// The reason why no complete response was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkFailure {
    /// The attempt's time limit was reached.
    Timeout,
    /// It is certain that nothing was sent.
    Unsent,
    /// Anything else.
    Broken,
}

/// The reason why there is no API key or token to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialError {
    /// It is not a string.
    NotText,
    /// It is an empty string.
    Empty,
    /// It has a character that a header cannot carry.
    BadCharacter,
    /// The caller's function failed.
    Failed,
    /// The caller's function did not return in time.
    TimedOut,
}

impl CredentialError {
    /// The code of the call's error.
    pub fn code(self) -> Code {
        if self == Self::TimedOut { Code::Timeout } else { Code::MissingKey }
    }

    /// The text of the call's error about a credential of this name, `apiKey` or `token`.
    pub fn message(self, name: &str) -> String {
        let after = match self {
            Self::NotText => " is not a string",
            Self::Empty => " is empty",
            Self::BadCharacter => " has a character that a header cannot carry",
            Self::TimedOut => " was not given in time",
            Self::Failed => return MessageBuilder::new("could not obtain ").push(name).finish(),
        };
        MessageBuilder::new(name).push(after).finish()
    }
}

/// Checks an API key or token before a header carries it.
///
/// # Errors
/// What is wrong with it.
pub fn check_credential(credential: &str) -> Result<(), CredentialError> {
    match credential.as_bytes() {
        [] => Err(CredentialError::Empty),
        bytes if bytes.iter().all(u8::is_ascii_graphic) => Ok(()),
        _ => Err(CredentialError::BadCharacter),
    }
}

/// The error of a call. Its texts may come from a response, which may repeat the credential: a driver redacts `message` and
/// `request_id`.
#[derive(Clone, Debug, PartialEq)]
pub struct CallError {
    /// The error code.
    pub code: Code,
    /// The text. A driver adds the operation's name.
    pub message: String,
    /// The status of the response, if there was one.
    pub status: Option<u16>,
    /// The `x-request-id` of the response, or the id in its body.
    pub request_id: Option<String>,
    /// Milliseconds that the server asked to wait, or until there is room for a LinkedIn action.
    pub retry_after_ms: Option<f64>,
    /// Whether the same call may be made again without harm and could then succeed.
    pub retryable: bool,
}

impl CallError {
    /// An error without a response, which is not retryable.
    pub fn new(code: Code, text: impl Into<String>) -> Self {
        Self { code, message: text.into(), status: None, request_id: None, retry_after_ms: None, retryable: false }
    }

    /// The same error, marked as retryable.
    pub fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }
}
