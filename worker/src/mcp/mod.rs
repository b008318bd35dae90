//! The endpoint of the Model Context Protocol: the I/O of `outx_core::gateway::mcp`.

pub mod api_call;
pub mod endpoint;
mod runner;
mod stream;
