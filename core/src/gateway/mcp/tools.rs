//! The tools: one per operation that an agent may call, and `get_usage`.
//!
//! Their definitions are generated as JSON from the API description (`codegen/mcp.rs`), so that the gateway does not contain the other texts
//! of the description.

use crate::api::by_name;
use crate::api::operation::Operation;

/// One tool per line: operation, name, definition.
static DEFINITIONS: &str = include_str!("tools.tsv");

/// What a tool calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Call {
    /// An operation of the API.
    Operation(&'static Operation),
    /// The gateway's own usage. A caller that may read the team may read it.
    Usage,
}

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tool {
    /// Its name, such as `get_posts`.
    pub name: &'static str,
    /// What it calls.
    pub call: Call,
    /// Its definition in `tools/list`, as JSON.
    pub definition: &'static str,
}

impl Tool {
    /// The operation that its caller must be allowed to call.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self.call {
            Call::Operation(operation) => Some(operation),
            Call::Usage => by_name("team.get"),
        }
    }
}

/// Every tool, in the order of the API reference.
pub fn tools() -> impl Iterator<Item = Tool> {
    DEFINITIONS.lines().filter_map(|line| {
        let (operation, rest) = line.split_once('\t')?;
        let (name, definition) = rest.split_once('\t')?;
        let call = if operation == "usage" { Call::Usage } else { Call::Operation(by_name(operation)?) };
        Some(Tool { name, call, definition })
    })
}

/// The tool of this name.
pub fn find_tool(name: &str) -> Option<Tool> {
    tools().find(|tool| tool.name == name)
}
