//! Rate limits: sliding windows, counters, coalesced polls, flushes.

pub mod coalesce;
pub mod flush;
pub mod network;
pub mod request_counter;
pub mod sign_in;
pub mod window;
