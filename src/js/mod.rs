//! The bindings of the npm package. JavaScript sends the requests, measures time and reports; the state machines of `outx-core` decide.
//!
//! Every export is synchronous, and no closure is passed to JavaScript. `pkg/` starts a call with [`start_call`], awaits the promise that
//! [`resume_call`] returns, and resumes the call with its result. Each entry into the wasm is therefore one function call in one `try`: a
//! trap can neither escape into a microtask nor leave a promise pending. The JSON of a response is never copied into wasm memory.

mod call;
mod client;
mod exports;
mod handles;
mod host;
mod options;
mod response;
mod table;
mod task;
#[cfg(feature = "inject-panic")]
mod trap;

pub use crate::js_value::Js;
pub use exports::{create_client, redact, release, resume_call, start_call, write_usage};
pub use host::CallHost;
pub use options::JsCallOptions;
pub use task::{after_poll, create_task_wait, next_page, next_poll};
