//! The rules of the OutX client and gateway as pure functions: no JavaScript, no I/O, no clock, no randomness.
// To push a char is to ask how many bytes it has, which weighs on the download.
#![expect(clippy::single_char_add_str)]

pub mod check;
#[cfg(feature = "docs")]
pub mod docs;
pub mod error;
#[cfg(feature = "gateway")]
pub mod gateway;
mod message;
pub mod number;
#[cfg(feature = "gateway")]
pub mod old_rules;
pub mod operation;
pub mod operations;
pub mod pace;
pub mod page;
pub mod param;
pub mod redact;
pub mod request;
pub mod retry;
pub mod retry_after;
mod shared;
pub mod task;
pub mod usage;
pub mod value;
