//! Tests of the rules that the client and the gateway share. One binary, so that the crate is linked once.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod api;
mod base_url;
#[cfg(feature = "gateway")]
mod bounded_cache;
mod call;
#[cfg(feature = "docs")]
mod codegen;
mod codes;
mod contradictions;
mod pages;
mod rate_limit;
mod redact;
#[cfg(feature = "gateway")]
mod redaction_oracle;
#[cfg(feature = "gateway")]
mod redactor;
mod request;
mod retry;
mod retry_after;
mod target;
mod task;
mod usage;
mod util;
mod validate;

#[path = "../helpers/call.rs"]
mod driver;
#[path = "../helpers/json.rs"]
mod json;
