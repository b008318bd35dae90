//! The state of LinkedIn tasks.

use super::linkedin::TASK_OUTPUT;
use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::param::query;
use super::schema::Type::{Bool, Enum, Integer, Object, Parameter, Text};
use super::schema::{OpenEnum, Schema, field};
use super::shapes::ANY_TEXT;

const STATUS: OpenEnum = OpenEnum {
    name: "TaskStatusName",
    description: "The state of a task. A value that the API may add later means that the task has not ended.",
    values: &[
        ("pending", "Queued; waits for an extension."),
        ("processing", "An extension works on it."),
        ("completed", "Ended; the output is there."),
        ("failed", "Ended without an output."),
    ],
};

const TASK_TYPE: OpenEnum = OpenEnum {
    name: "TaskType",
    description: "The API's name of a kind of task. Most are not documented.",
    values: &[("agent_profile_fetch", "From `fetchProfile`."), ("agent_send_message", "From `sendMessage`.")],
};

const TASK_INPUT: Schema = Schema::new(
    "TaskInput",
    "The arguments of a task, with the API's name of its kind.",
    &[
        field("task_type", Enum(&TASK_TYPE), "The API's name of its kind."),
        field("profile_slug", Text, "Of `fetchProfile`."),
        field("recipient_urn", Text, "Of `sendMessage`."),
        field("message", Text, "Of `sendMessage`."),
        field("count", Integer, "Of `fetchConnections` and `searchProfiles`."),
    ],
);

const TASK_STATE: Schema = Schema::new(
    "TaskState",
    "A task as a poll sees it.",
    &[
        field("id", Text, "The task's id.").unit("UUID").always(),
        field("status", Enum(&STATUS), "The task's state.").always(),
        field("task_input", Object(&TASK_INPUT), "Its arguments.").always(),
        field(
            "task_output",
            Parameter,
            "`null` until the task is completed. Of a failed task it is the reason, in a shape that is not documented.",
        )
        .nullable()
        .always(),
    ],
)
.complete()
.parameter("Output", &TASK_OUTPUT);

const TASK_STATUS: Schema = Schema::new(
    "TaskStatus",
    "A task as `tasks.get` reads it.",
    &[
        field("success", Bool, "Whether the request succeeded. It says nothing about the task.").always(),
        field("data", Object(&TASK_STATE), "The task.").always(),
    ],
)
.complete()
.parameter("Output", &TASK_OUTPUT);

/// The path at which the state of a task is read.
pub const GET_PATH: &str = "/linkedin-agent/get-task-status";

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("tasks.get", Read, Get, GET_PATH,
        &[query("api_agent_task_id", ANY_TEXT, "The task's id (UUID), from its creation.").required()])
        .docs("Reads the state of a task and, once it is completed, its output.", &TASK_STATUS)
        .errors(&[(400, "Missing or invalid 'api_agent_task_id'"), (404, "Agent task not found")]),
];
