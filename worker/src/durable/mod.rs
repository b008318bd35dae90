//! Durable Objects: the ledger of a team and the limiters of sign-in.

pub mod ledger;
pub mod limiter;
pub mod object;
mod transaction;
