//! Jobs: requests of clients that need calls of the API, as state machines without I/O.

use super::protocol::{Input, Output};
use super::resources::{ReadResource, ResourceList};
use super::tool_call::ToolCall;

/// A job.
#[derive(Debug)]
pub enum Job {
    /// `tools/call`
    Tool(ToolCall),
    /// `resources/list`
    ResourceList(ResourceList),
    /// `resources/read`
    ReadResource(ReadResource),
}

impl Job {
    /// Handles an input. `now_ms` is the driver's clock.
    pub fn handle(&mut self, input: Input, now_ms: f64) -> Output {
        match self {
            Self::Tool(call) => call.handle(input, now_ms),
            Self::ResourceList(list) => list.handle(input),
            Self::ReadResource(read) => read.handle(input),
        }
    }
}
