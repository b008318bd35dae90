//! Calls that are sent to the API.

pub mod forward;
pub mod write;
