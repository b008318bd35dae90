//! The state of LinkedIn tasks.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::param::query;
use super::shapes::ANY_TEXT;

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("tasks.get", Read, Get, "/linkedin-agent/get-task-status",
        &[query("api_agent_task_id", ANY_TEXT, "The task's id (UUID), from its creation.").required()])
        .docs("Reads the state of a task and, once it is completed, its output.", "TaskStatus")
        .errors(&[(400, "Missing or invalid 'api_agent_task_id'"), (404, "Agent task not found")]),
];
