//! `GET /linkedin-agent/get-task-status`: each poll moves the task one step along the plan.

use serde_json::{Value, json};

use crate::api::error::{ApiError, ApiResult};
use crate::api::request::ApiRequest;
use crate::api::route::Handler::Keyed;
use crate::api::route::Requirement::Extension;
use crate::api::route::{Route, route};
use crate::engine::task_runner;
use crate::model::task::TaskOutcome;
use crate::model::team::TeamIndex;
use crate::state::world::World;

pub(crate) const ROUTES: &[Route] = &[route("GET", "/linkedin-agent/get-task-status", Extension, Keyed(get))];

pub(crate) fn get(world: &mut World, team: TeamIndex, request: &ApiRequest) -> ApiResult {
    let id = request.query("api_agent_task_id").ok_or_else(|| ApiError::invalid_field("api_agent_task_id"))?;
    let at = world.tasks.iter().position(|task| task.id == id && task.team == team);
    let at = at.ok_or_else(|| ApiError::not_found("Agent task not found"))?;
    let planned_status = next_planned_status(world, at);
    if world.tasks[at].outcome.is_none() {
        world.tasks[at].outcome = run_if_due(world, at, &planned_status, request.now);
    }
    world.tasks[at].polls += 1;
    let task = &world.tasks[at];
    let mut input = task.input.clone();
    input.insert("task_type".to_owned(), task.kind.task_type().into());
    let (status, output) = match &task.outcome {
        Some(TaskOutcome::Completed(output)) => ("completed", output.clone()),
        // invented: the shape of a failure.
        Some(TaskOutcome::Failed { reason }) => ("failed", json!({ "error": reason })),
        None => (planned_status.as_str(), Value::Null),
    };
    Ok(json!({
        "success": true,
        "data": { "id": task.id, "status": status, "task_input": input, "task_output": output },
    }))
}

fn next_planned_status(world: &World, at: usize) -> String {
    let plan = &world.behavior.task_plan;
    plan[world.tasks[at].polls.min(plan.len() - 1)].clone()
}

fn run_if_due(world: &mut World, at: usize, planned_status: &str, now: i64) -> Option<TaskOutcome> {
    match planned_status {
        "completed" => {
            let task = &world.tasks[at];
            let input = task.input.clone();
            Some(task_runner::run(world, task.team, task.kind, &input, now))
        }
        "failed" => Some(TaskOutcome::Failed { reason: "The sandbox's task_plan says that the task fails".to_owned() }),
        _ => None,
    }
}
