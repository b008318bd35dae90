//! Retry, rate-limit and error policy; time and randomness are parameters.

pub mod code;
pub mod defaults;
pub mod rate_limit;
pub mod retry;
pub mod retry_after;
pub mod usage;
