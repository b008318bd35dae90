//! Calls that are sent to the API.

pub mod forward;
pub mod task_status;
pub mod write;
