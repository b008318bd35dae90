//! The inputs and outputs of a call, which its driver exchanges with it.

use super::error::{CallError, CredentialError, NetworkFailure};
use crate::policy::code::Code;

/// The source of time and random numbers for a call. Each is read only when it is needed.
pub trait Clock {
    /// Milliseconds of a monotonic clock, by which deadlines are measured.
    fn steady_ms(&self) -> f64;
    /// Milliseconds since 1970, by which dates and the hour of the LinkedIn actions are measured.
    fn unix_ms(&self) -> f64;
    /// A random number from 0 up to 1.
    fn jitter(&self) -> f64;
}

/// A [`Clock`] that stands still at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds of a monotonic clock.
    pub steady_ms: f64,
    /// Milliseconds since 1970.
    pub unix_ms: f64,
    /// A random number from 0 up to 1.
    pub jitter: f64,
}

impl Clock for Moment {
    fn steady_ms(&self) -> f64 {
        self.steady_ms
    }

    fn unix_ms(&self) -> f64 {
        self.unix_ms
    }

    fn jitter(&self) -> f64 {
        self.jitter
    }
}

/// A response as its driver holds it.
pub trait ResponseHead {
    /// The status; 0 for a browser's opaque redirect.
    fn status(&self) -> u16;
    /// The value of a header, if there is one.
    fn header(&self, name: &str) -> Option<String>;
}

/// An event that a driver reports. `R` is the driver's type for responses and `V` its type for JSON values.
#[derive(Debug)]
pub enum Input<'a, R, V> {
    /// The first input.
    Start,
    /// The delay of [`Output::Sleep`] or [`Output::Retry`] is over.
    Slept,
    /// The caller wants no further attempt. This replaces the end of the delay of [`Output::Retry`].
    GiveUp,
    /// The driver has a credential that a header can carry, or the reason why it has none.
    Credential(Result<(), CredentialError>),
    /// The head of the response.
    Head(R),
    /// The JSON of a success.
    Json(&'a V),
    /// The body of a success is not JSON.
    NotJson,
    /// The JSON of an error response; `None` when it is not JSON or was not received.
    ErrorBody(Option<&'a V>),
    /// The attempt failed without a response, or before all of it was received.
    Failed(NetworkFailure),
    /// The HTTP client returned something that is not a response.
    NotResponse,
}

/// The next action of a driver.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Wait so many milliseconds for room among the hour's LinkedIn actions.
    Sleep(f64),
    /// Obtain the API key or token within so many milliseconds.
    AskCredential {
        /// Milliseconds it may take.
        timeout_ms: f64,
    },
    /// Send the request. The time limit covers the body of the response too.
    Send {
        /// The number of the attempt, from 1.
        attempt: u32,
        /// Milliseconds it may take.
        timeout_ms: f64,
    },
    /// Read the body of the response as JSON.
    ReadJson,
    /// Read the body of the response as text.
    ReadText,
    /// End the attempt, whose response may not have been read, and wait so many milliseconds before the next one.
    Retry {
        /// The delay.
        delay_ms: f64,
        /// The code of the error of the attempt.
        code: Code,
    },
    /// The call succeeded with the JSON of the last input, or with a response that has no body.
    Done,
    /// The call failed. An attempt whose response may not have been read ends.
    Fail(Box<CallError>),
}

/// The input that a call waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The first input.
    Created,
    /// Room among the hour's LinkedIn actions.
    AwaitingRateLimit,
    /// The API key or token.
    AwaitingCredential,
    /// The head of the response.
    AwaitingHeaders,
    /// The JSON of a success.
    ReadingJson,
    /// The text of an error response.
    ReadingError,
    /// The time of the next attempt.
    AwaitingRetry,
    /// Nothing: the call has ended.
    Done,
}
