//! State of an isolate, shared by its requests.

pub mod analytics;
pub mod isolate;
pub mod poll_cache;
pub mod rate_limiter;
pub mod revocations;
pub mod usage_counters;
pub mod write_outcomes;
