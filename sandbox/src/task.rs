//! LinkedIn tasks: created at once, run by the pretended extension, read by polling (spec 3).

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::outputs;
use crate::refusal::{Answer, Refusal};
use crate::team::TeamIndex;
use crate::world::World;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Profile,
    ProfilesPosts,
    Company,
    CompanyPosts,
    Search,
    Connections,
    Message,
    ConnectionRequest,
    Like,
    Comment,
}

impl Kind {
    fn task_type(self) -> &'static str {
        match self {
            Self::Profile => "agent_profile_fetch",
            Self::Message => "agent_send_message",
            // invented: the rest, in the pattern of these two.
            Self::ProfilesPosts => "agent_profiles_posts_fetch",
            Self::Company => "agent_company_fetch",
            Self::CompanyPosts => "agent_company_posts_fetch",
            Self::Search => "agent_profile_search",
            Self::Connections => "agent_connections_fetch",
            Self::ConnectionRequest => "agent_send_connection_request",
            Self::Like => "agent_like_post",
            Self::Comment => "agent_comment_post",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Profile => "Profile fetch task created successfully",
            Self::Connections => "Fetch connections task created successfully",
            Self::Message => "Send message task created successfully",
            Self::ConnectionRequest => "Send connection request task created successfully",
            // invented: the rest, in the pattern of these four.
            Self::ProfilesPosts => "Fetch posts task created successfully",
            Self::Company => "Company fetch task created successfully",
            Self::CompanyPosts => "Company posts fetch task created successfully",
            Self::Search => "Search profiles task created successfully",
            Self::Like => "Like post task created successfully",
            Self::Comment => "Comment post task created successfully",
        }
    }
}

pub(crate) struct Task {
    id: String,
    team: TeamIndex,
    kind: Kind,
    input: Map<String, Value>,
    polls: usize,
    /// What it gave, or why it failed; none until it has run.
    outcome: Option<Result<Value, String>>,
}

pub(crate) fn create(world: &mut World, team: TeamIndex, kind: Kind, call: &Call) -> Answer {
    let id = world.ids.uuid();
    let task = Task { id: id.clone(), team, kind, input: call.body.clone(), polls: 0, outcome: None };
    world.tasks.push(task);
    world.log.created_tasks += 1;
    Ok(json!({ "success": true, "api_agent_task_id": id, "message": kind.message() }))
}

/// `GET /linkedin-agent/get-task-status`: each poll moves the task one step along the plan.
pub(crate) fn status(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let id = call.query("api_agent_task_id").ok_or_else(|| Refusal::field("api_agent_task_id"))?;
    let at = world.tasks.iter().position(|task| task.id == id && task.team == team);
    let at = at.ok_or_else(|| Refusal::missing("Agent task not found"))?;
    let task = &world.tasks[at];
    let plan = &world.switches.task_plan;
    let step = plan[task.polls.min(plan.len() - 1)].clone();
    let (kind, input) = (task.kind, task.input.clone());
    if task.outcome.is_none() {
        match step.as_str() {
            "completed" => {
                let outcome = outputs::run(world, team, kind, &input, call.now);
                world.tasks[at].outcome = Some(outcome);
            }
            "failed" => {
                world.tasks[at].outcome = Some(Err("The task failed, as the sandbox's task plan says".to_owned()))
            }
            _ => {}
        }
    }
    let task = &mut world.tasks[at];
    task.polls += 1;
    let (status, output) = match &task.outcome {
        Some(Ok(output)) => ("completed", output.clone()),
        // invented: the shape of a failure.
        Some(Err(reason)) => ("failed", json!({ "error": reason })),
        None => (step.as_str(), Value::Null),
    };
    let mut input = input;
    input.insert("task_type".to_owned(), kind.task_type().into());
    Ok(json!({
        "success": true,
        "data": { "id": task.id, "status": status, "task_input": input, "task_output": output },
    }))
}
