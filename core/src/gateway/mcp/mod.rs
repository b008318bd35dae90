//! The Model Context Protocol at `/_gateway/mcp`, without I/O: messages, revisions, tools, resources, and the state machines of their API
//! calls.
//!
//! [`handle`] turns an HTTP body into a response, or into a [`Job`] that needs calls of the API. A driver sends what [`Job::handle`] asks
//! for through the same functions that serve the API over HTTP, so that no rule of the gateway exists twice.

mod advice;
mod arguments;
mod idempotency;
mod job;
mod level;
mod message;
mod prompts;
mod protocol;
mod resources;
mod result;
mod revision;
mod server;
mod tool_call;
mod tools;

pub use idempotency::idempotency_key;
pub use job::Job;
pub use level::Level;
pub use message::{Message, MessageError, RequestId, RpcError, parse};
pub use protocol::{ApiRequest, ApiResponse, Input, Output, Progress};
pub use result::{MAX_RESULT_BYTES, ToolResult};
pub use revision::{Era, McpHeaders};
pub use server::{Action, Pending, Server, handle};
pub use tools::{Tool, find_tool, tools};
