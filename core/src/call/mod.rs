//! One call as a state machine without I/O. Drivers in JavaScript and Rust send its requests, wait its delays and return its outcome.

mod base_url;
mod body;
mod client;
mod describe;
mod error;
#[cfg(feature = "json")]
mod json;
mod machine;
mod protocol;
mod request;
mod target;
mod validate;
mod value;

pub use base_url::{UrlParts, check_base_url};
pub use body::{parse_error_body, validate_body};
pub use client::{CallOptions, ClientSettings, ClientState};
pub use error::{CallError, CredentialError, NetworkFailure, check_credential};
#[cfg(feature = "json")]
pub use json::JsonView;
pub use machine::Call;
pub use protocol::{Clock, Input, Moment, Output, ResponseHead, State};
pub use request::{check_extra_args, check_request_path};
pub use target::{decode_slugs, target};
pub use validate::{CALL_OPTIONS, validate};
pub use value::{Value, ValueKind};
