//! Requests as they arrive and responses as they leave.

pub mod body;
pub mod context;
pub mod reply;
