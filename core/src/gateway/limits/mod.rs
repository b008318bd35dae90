//! How often: windows, counters, shared polls, flushes.

pub mod coalesce;
pub mod flush;
pub mod network;
pub mod request_counter;
pub mod sign_in;
pub mod window;
