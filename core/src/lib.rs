//! The rules of the OutX clients and the gateway as pure functions and state machines: no JavaScript, no I/O, no clock, no
//! randomness.
//!
//! A module imports only from those before it: `old_rules`, `text`, `redact`, `api`, `policy`, `call`, `task`, `gateway`, `codegen`.
// `push(char)` pulls in UTF-8 encoding code and enlarges the wasm; `&str` is pushed instead.
#![expect(clippy::single_char_add_str)]

pub mod api;
pub mod call;
#[cfg(feature = "docs")]
pub mod codegen;
#[cfg(feature = "gateway")]
pub mod gateway;
#[cfg(feature = "gateway")]
pub mod old_rules;
pub mod policy;
pub mod redact;
pub mod task;
pub mod text;

pub use api as operations;
pub use api::operation;
pub use policy::code as error;
pub use policy::retry_after;
