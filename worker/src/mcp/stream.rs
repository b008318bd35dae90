//! The response of a job whose client wants to hear of progress: an event stream.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::mcp::runner::{Runner, Step};

#[wasm_bindgen(module = "/src/runtime/event_stream.js")]
extern "C" {
    #[wasm_bindgen(js_name = eventStream)]
    fn event_stream(source: EventSource, last_event: &str) -> JsValue;
}

/// A `ReadableStream` of the job's events. The job goes on as the client reads, and ends when the client disconnects. After a trap of
/// the wasm, JavaScript sends the last event, which was made before.
pub fn stream_events(runner: Runner) -> JsValue {
    let is_abandoned = runner.abandon_flag();
    let last_event = event(&runner.crashed());
    event_stream(EventSource { runner: Cell::new(Some(runner)), is_abandoned }, &last_event)
}

/// What JavaScript reads events from.
#[wasm_bindgen]
pub struct EventSource {
    runner: Cell<Option<Runner>>,
    is_abandoned: Rc<Cell<bool>>,
}

#[wasm_bindgen]
impl EventSource {
    /// The next event, as the event stream has it; `undefined` after the last.
    pub async fn next(&self) -> Option<String> {
        let mut runner = self.runner.take()?;
        loop {
            match runner.step().await {
                Step::Progress(None) => {}
                Step::Progress(Some(message)) => {
                    self.runner.set(Some(runner));
                    return Some(event(&message));
                }
                Step::End(_, message) => return Some(event(&message)),
                Step::Abandoned => return None,
            }
        }
    }

    /// The client has left.
    pub fn abandon(&self) {
        self.is_abandoned.set(true);
    }
}

/// JSON has no line breaks, so that each message is one line.
fn event(message: &str) -> String {
    format!("event: message\ndata: {message}\n\n")
}
