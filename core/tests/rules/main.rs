//! The rules of core, told as facts. One binary, so that it links once.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[cfg(feature = "gateway")]
mod bounded_cache;
mod check;
mod contradictions;
#[cfg(feature = "docs")]
mod docs;
mod errors;
mod pace;
mod page;
mod redact;
#[cfg(feature = "gateway")]
mod redaction_oracle;
#[cfg(feature = "gateway")]
mod redactor;
mod request;
mod retry;
mod retry_after;
mod table;
mod task;
mod usage;
mod util;
