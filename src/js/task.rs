//! Waiting for tasks, and paging.

use outx_core::call::Value;
use outx_core::policy::code::Code;
use outx_core::task::{Input, Output, Pages, PollResult, TaskState};
use wasm_bindgen::prelude::*;

use super::{handles, table};
use crate::js_value::{Js, get, get_text};

/// Creates the shared wait for one task and returns its handle.
#[wasm_bindgen(js_name = createTaskWait)]
pub fn create_task_wait() -> usize {
    handles::insert(handles::Object::TaskWait(Box::default()))
}

/// Returns the milliseconds until the next poll, 0 when it is due. `is_end` says that the time of a waiter is over, which makes a last poll
/// due; the result is then infinity when the server asked to wait longer.
#[wasm_bindgen(js_name = nextPoll)]
pub fn next_poll(wait: usize, since_poll_ms: f64, is_end: bool) -> f64 {
    let input = if is_end { Input::End { since_poll_ms } } else { Input::Waiting { since_poll_ms } };
    match handles::with_task_wait(wait, |wait| wait.handle(input)) {
        Some(Output::Poll) => 0.0,
        Some(Output::Sleep(ms)) => ms,
        _ => f64::INFINITY,
    }
}

/// Records a poll, which found a `status` or failed with `error`. Returns 1 when the task is open, 2 when it is completed, 3 when it has
/// failed, and 0 when the waiters fail with the error of the poll.
#[wasm_bindgen(js_name = afterPoll)]
pub fn after_poll(wait: usize, status: &JsValue, error: &JsValue) -> u32 {
    let result = match status.as_string() {
        Some(status) => Some(PollResult::State(TaskState::from_text(&status))),
        None => get_text(error, "code").and_then(|code| Code::from_text(&code)).map(|code| {
            let retry_after_ms = Js(get(error, "retryAfterMs")).number();
            PollResult::Error { code, retry_after_ms }
        }),
    };
    let outcome = result.and_then(|result| handles::with_task_wait(wait, |wait| wait.handle(Input::Polled(result))));
    match outcome {
        Some(Output::Open) => 1,
        Some(Output::Completed) => 2,
        Some(Output::Failed) => 3,
        _ => 0,
    }
}

/// Returns the cursor of the page after `page`, which has `items` items and was fetched with `cursor`; 0 after the last page. `first` is the
/// cursor of the iteration's first page, `seen` the number of items before `page`.
#[wasm_bindgen(js_name = nextPage)]
pub fn next_page(operation: usize, first: &JsValue, cursor: &JsValue, seen: u32, items: u32, page: JsValue) -> u32 {
    let number = |cursor: &JsValue| Js(cursor.clone()).number().map(|cursor| cursor as u32);
    table::operation(operation)
        .and_then(|operation| Pages::resume(operation, number(first), number(cursor), seen))
        .and_then(|mut list| list.after_page(items, &Js(page)))
        .unwrap_or_default()
}
