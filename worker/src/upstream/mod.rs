//! Requests to the API and its responses.

pub mod client;
pub mod response;
