//! What the face asks about tasks and pages.

use js_sys::Object;
use outx_core::error::Code;
use outx_core::operations::OPERATIONS;
use outx_core::task::{Next, Seen, State, next};
use wasm_bindgen::prelude::*;

use crate::js::{get, get_text, set};

/// What to do after poll number `polls` of a task: the milliseconds to the next one, or -1 completed, -2 failed, -3 the
/// poll's own error. A poll gave a `status`, or it failed with `error`.
#[wasm_bindgen(js_name = taskNext)]
pub fn task_next(polls: u32, status: &JsValue, error: &JsValue) -> f64 {
    let seen = match (status.as_string(), get_text(error, "code").and_then(|code| Code::from_text(&code))) {
        (Some(status), _) => Seen::State(State::from_text(&status)),
        (None, Some(code)) => Seen::Error { code, retry_after_ms: get(error, "retryAfterMs").as_f64() },
        (None, None) => return -3.0,
    };
    // How long is waited is each waiter's own limit; the polls are shared.
    match next(polls, seen, f64::INFINITY) {
        Next::Wait(ms) => ms,
        Next::Completed => -1.0,
        Next::Failed => -2.0,
        Next::Expired | Next::Stop => -3.0,
    }
}

/// The arguments of the page after one of `items` items; `undefined` after the last.
#[wasm_bindgen(js_name = nextPage)]
pub fn next_page(operation: usize, args: &JsValue, items: u32) -> JsValue {
    let Some(paging) = OPERATIONS[operation].paging else { return JsValue::UNDEFINED };
    let number = |name, otherwise| get(args, name).as_f64().map_or(otherwise, |number| number as u32);
    let cursor = number(paging.cursor, paging.first);
    match paging.next(cursor, number(paging.size, paging.default_size), items) {
        None => JsValue::UNDEFINED,
        Some(next) => {
            let changed = Object::assign(&Object::new(), args.unchecked_ref());
            set(&changed, paging.cursor, next.into());
            changed.into()
        }
    }
}
