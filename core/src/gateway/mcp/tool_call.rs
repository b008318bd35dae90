//! A tool call: one call of the API and, for a LinkedIn task, the wait until the task ends.

use serde_json::{Map, Value};

use super::arguments::{days_argument, page_of, request};
use super::protocol::{ApiRequest, ApiResponse, Input, Output, Progress};
use super::result::{ToolResult, as_object, fit};
use super::tools::{Call, Tool};
use crate::api::by_name;
use crate::api::operation::Operation;
use crate::api::paging::Paging;
use crate::policy::code::Code;
use crate::policy::defaults::{MAX_TOOL_WAIT_S, TOOL_WAIT_S};
use crate::task::{self as wait, PollResult, TaskState, TaskWait};

/// The argument that sets the wait.
pub const WAIT_ARGUMENT: &str = "wait_seconds";

/// Maximum time that is counted between two inputs, in milliseconds: a longer one can mean that the clock was set forward.
const MAX_STEP_MS: f64 = 60_000.0;

/// A tool call.
#[derive(Debug)]
pub struct ToolCall {
    tool: Tool,
    /// Cursor and page size of a paged list.
    page: Option<(u32, u32)>,
    request: Option<ApiRequest>,
    wait_ms: f64,
    task: Option<Task>,
}

/// A task that is waited for.
#[derive(Debug)]
struct Task {
    id: String,
    polls: TaskWait,
    status: String,
    elapsed_ms: f64,
    seen_ms: f64,
    /// The duration of the last [`Output::Sleep`], in milliseconds.
    asleep_ms: f64,
    polled_at_ms: f64,
    progress: f64,
    is_last_poll: bool,
}

impl ToolCall {
    /// A call with these arguments.
    ///
    /// # Errors
    /// The result of the tool call, which says which argument is wrong.
    pub fn new(tool: Tool, mut arguments: Map<String, Value>) -> Result<Self, ToolResult> {
        let invalid = |text: &str| ToolResult::failure(Code::InvalidRequest, text, Map::new());
        let operation = match tool.call {
            Call::Operation(operation) => operation,
            Call::Usage => {
                let request = usage_request(&arguments).map_err(|text| invalid(&text))?;
                return Ok(Self { tool, page: None, request: Some(request), wait_ms: 0.0, task: None });
            }
        };
        let mut wait_s = TOOL_WAIT_S;
        if operation.kind.is_task()
            && let Some(value) = arguments.remove(WAIT_ARGUMENT).filter(|value| !value.is_null())
        {
            let seconds = value.as_u64().filter(|seconds| *seconds <= u64::from(MAX_TOOL_WAIT_S));
            wait_s = seconds.ok_or_else(|| {
                invalid(&format!("{WAIT_ARGUMENT} must be a whole number from 0 to {MAX_TOOL_WAIT_S}, got {value}"))
            })? as u32;
        }
        let page = operation.paging.map(|paging| page_of(operation, paging, &arguments));
        let request = request(operation, arguments).map_err(|text| invalid(&text))?;
        Ok(Self { tool, page, request: Some(request), wait_ms: f64::from(wait_s) * 1000.0, task: None })
    }

    /// Handles an input. `now_ms` is the driver's clock.
    pub fn handle(&mut self, input: Input, now_ms: f64) -> Output {
        if let Some(task) = &mut self.task {
            task.advance(matches!(input, Input::Slept), now_ms);
        }
        match input {
            Input::Start => match self.request.take() {
                Some(request) => Output::Send(request),
                None => done(ToolResult::failure(Code::Panic, "the call was started twice", Map::new())),
            },
            Input::Slept => self.wait(),
            Input::Response(response) if self.task.is_some() => self.on_poll(&response),
            Input::Response(response) => self.on_response(response, now_ms),
        }
    }

    fn on_response(&mut self, response: ApiResponse, now_ms: f64) -> Output {
        if response.status >= 400 {
            return done(failure(&response, Map::new()));
        }
        let operation = match self.tool.call {
            Call::Operation(operation) => operation,
            Call::Usage => return done(self.success(None, response)),
        };
        if !operation.kind.is_task() {
            return done(self.success(Some(operation), response));
        }
        let Some(id) = response.body["api_agent_task_id"].as_str() else {
            let error = "the API's response names no task, so its end cannot be waited for";
            return done(ToolResult::failure(Code::BadResponse, error, Map::new()));
        };
        self.task = Some(Task::new(id, now_ms));
        if self.wait_ms == 0.0 {
            return done(self.goes_on());
        }
        self.wait()
    }

    /// Decides the next step of the wait. No poll is in flight.
    fn wait(&mut self) -> Output {
        let wait_ms = self.wait_ms;
        let Some(task) = &mut self.task else { return done(lost_task()) };
        let since_poll_ms = task.elapsed_ms - task.polled_at_ms;
        task.is_last_poll = task.elapsed_ms >= wait_ms;
        let input =
            if task.is_last_poll { wait::Input::End { since_poll_ms } } else { wait::Input::Waiting { since_poll_ms } };
        match task.polls.handle(input) {
            wait::Output::Poll => Output::Send(poll_request(&task.id)),
            wait::Output::Sleep(ms) => {
                task.asleep_ms = ms.min(wait_ms - task.elapsed_ms).max(1.0);
                Output::Sleep { ms: task.asleep_ms, progress: task.next_progress(wait_ms) }
            }
            _ => done(self.goes_on()),
        }
    }

    fn on_poll(&mut self, response: &ApiResponse) -> Output {
        let Some(task) = &mut self.task else { return done(lost_task()) };
        task.polled_at_ms = task.elapsed_ms;
        let status = response.body["data"]["status"].as_str();
        let result = match (response.status, status) {
            (200..300, Some(status)) => {
                task.status = status.to_owned();
                PollResult::State(TaskState::from_text(status))
            }
            (200..300, None) => PollResult::Error { code: Code::BadResponse, retry_after_ms: None },
            _ => PollResult::Error { code: response.code(), retry_after_ms: response.retry_after_ms() },
        };
        match task.polls.handle(wait::Input::Polled(result)) {
            wait::Output::Completed => done(self.completed(&response.body)),
            wait::Output::Failed => {
                let output = &response.body["data"]["task_output"];
                let error = match output.as_str().or_else(|| output["error"].as_str()) {
                    Some(text) => format!("the task failed: {text}"),
                    None if output.is_null() => "the task failed without a reason".to_owned(),
                    None => format!("the task failed: {output}"),
                };
                done(ToolResult::failure(Code::TaskFailed, &error, task.fields()))
            }
            wait::Output::GiveUp => done(failure(response, task.fields())),
            _ if task.is_last_poll => done(self.goes_on()),
            _ => self.wait(),
        }
    }

    fn completed(&self, body: &Value) -> ToolResult {
        let fields = self.task.as_ref().map(Task::fields).unwrap_or_default();
        let mut data = Value::Object(fields);
        data["output"] = body["data"]["task_output"].clone();
        let text = format!("{}: completed.", self.tool.name);
        self.cut(text, data, |data| list_len(&data["output"]))
    }

    /// The result when the wait ends before the task does.
    fn goes_on(&self) -> ToolResult {
        let fields = self.task.as_ref().map(Task::fields).unwrap_or_default();
        let id = fields.get("task_id").and_then(Value::as_str).unwrap_or_default();
        let text = format!(
            "{}: the task goes on. Call get_task_status with task_id {id:?} in some seconds. Do not call {0} again: that would create a second task.",
            self.tool.name
        );
        ToolResult::success(text, fields.into())
    }

    fn success(&self, operation: Option<&Operation>, response: ApiResponse) -> ToolResult {
        let mut text = format!("{}: done.", self.tool.name);
        if response.is_repeated {
            text.push_str(
                " This is the stored result of the same request, which was sent before; it was not done again.",
            );
        }
        match operation {
            Some(operation) if operation.paging.is_some() => {
                let count = list_len(&response.body["data"]);
                text = format!("{}: {count} items.", self.tool.name);
                self.cut(text, as_object(response.body), |data| list_len(&data["data"]))
            }
            _ => self.cut(text, as_object(response.body), |_| 0),
        }
    }

    /// The result, cut to what an agent can read, with a note that says how to get the rest.
    fn cut(&self, mut text: String, mut data: Value, count: impl Fn(&Value) -> usize) -> ToolResult {
        let paged = self.paging().zip(self.page);
        let items = count(&data);
        let cut = fit(&mut data, |fitting| match paged {
            Some((paging, (_, size))) if !paging.by_item => largest_divisor(size, fitting),
            _ => fitting,
        });
        let next = match (&cut, paged) {
            (Some(cut), Some((paging, (cursor, size)))) => Some(after_cut(paging, cursor, size, cut.shown as u32)),
            (None, Some((paging, (cursor, size)))) if items > 0 => {
                let step = if paging.by_item { items as u32 } else { 1 };
                Some((cursor.saturating_add(step), size))
            }
            _ => None,
        };
        if let Some(cut) = &cut {
            text.push_str(&format!(
                " The result is long: the first {} of {} items of {:?} are shown.",
                cut.shown, cut.total, cut.list
            ));
        }
        match (next, paged) {
            (Some((cursor, size)), Some((paging, _))) => text.push_str(&format!(
                " For the next page call {} with the same arguments and {}={cursor}, {}={size}; an empty page is the end.",
                self.tool.name, paging.cursor, paging.size
            )),
            _ if cut.is_some() => text.push_str(" Narrow the arguments to see the others."),
            _ => {}
        }
        ToolResult::success(text, data)
    }

    fn paging(&self) -> Option<&'static Paging> {
        match self.tool.call {
            Call::Operation(operation) => operation.paging,
            Call::Usage => None,
        }
    }
}

impl Task {
    fn new(id: &str, now_ms: f64) -> Self {
        Self {
            id: id.to_owned(),
            polls: TaskWait::default(),
            status: "pending".to_owned(),
            elapsed_ms: 0.0,
            seen_ms: now_ms,
            asleep_ms: 0.0,
            polled_at_ms: 0.0,
            progress: 0.0,
            is_last_poll: false,
        }
    }

    /// Counts time. A clock that was set back or forward neither prolongs nor ends the wait.
    fn advance(&mut self, slept: bool, now_ms: f64) {
        let least_ms = if slept { self.asleep_ms } else { 0.0 };
        self.elapsed_ms += (now_ms - self.seen_ms).clamp(least_ms, MAX_STEP_MS.max(least_ms));
        self.seen_ms = now_ms;
    }

    /// The progress grows with each notification, as the protocol demands.
    fn next_progress(&mut self, wait_ms: f64) -> Progress {
        self.progress = (self.elapsed_ms / 1000.0).max(self.progress + 0.001);
        Progress {
            seconds: self.progress,
            total_seconds: wait_ms / 1000.0,
            message: format!("the task is {}", self.status),
        }
    }

    fn fields(&self) -> Map<String, Value> {
        // Inserted one by one: building a map of a list would link a sort.
        let mut fields = Map::new();
        fields.insert("task_id".to_owned(), self.id.as_str().into());
        fields.insert("status".to_owned(), self.status.as_str().into());
        fields
    }
}

fn done(result: ToolResult) -> Output {
    Output::Done(Ok(result.to_value()))
}

fn lost_task() -> ToolResult {
    ToolResult::failure(Code::Panic, "there is no task to wait for", Map::new())
}

/// The result of a call that the gateway or the API rejected.
fn failure(response: &ApiResponse, mut fields: Map<String, Value>) -> ToolResult {
    fields.insert("status".to_owned(), response.status.into());
    if let Some(id) = response.body["request_id"].as_str() {
        fields.insert("request_id".to_owned(), id.into());
    }
    if let Some(ms) = response.retry_after_ms() {
        fields.insert("retry_after_seconds".to_owned(), (ms / 1000.0).ceil().into());
    }
    let fallback = format!("the API responded with status {} and no text", response.status);
    let error = response.body["error"].as_str().unwrap_or(&fallback);
    ToolResult::failure(response.code(), error, fields)
}

fn poll_request(task_id: &str) -> ApiRequest {
    let mut arguments = Map::new();
    arguments.insert("api_agent_task_id".to_owned(), task_id.into());
    let poll = by_name("tasks.get").ok_or_else(String::new).and_then(|operation| request(operation, arguments));
    // With an id that the validation rejects, the poll is sent without an id, and the API reports the error.
    poll.unwrap_or_else(|_| ApiRequest::get("/linkedin-agent/get-task-status"))
}

fn usage_request(arguments: &Map<String, Value>) -> Result<ApiRequest, String> {
    if let Some(name) = arguments.keys().find(|name| *name != "days") {
        return Err(format!("{name} is not an argument; there are: days"));
    }
    let days = days_argument(arguments.get("days"))?;
    Ok(ApiRequest::get(&format!("/_gateway/usage?days={days}")))
}

/// The number of items of a list, or of the first list of an object.
fn list_len(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.values().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0),
        _ => 0,
    }
}

/// The largest page size that divides `size` and is at most `fitting`, so that every page of the old size begins where a page of the new
/// size begins.
fn largest_divisor(size: u32, fitting: usize) -> usize {
    (1..=size).rev().find(|part| size.is_multiple_of(*part) && *part as usize <= fitting).unwrap_or(1) as usize
}

/// Cursor and size of the page after one that was cut to `shown` items.
fn after_cut(paging: &Paging, cursor: u32, size: u32, shown: u32) -> (u32, u32) {
    if paging.by_item {
        return (cursor.saturating_add(shown), size);
    }
    let before = cursor.saturating_sub(1).saturating_mul(size / shown.max(1));
    (before.saturating_add(2), shown)
}
