//! The wasm half of the OutX client: it decides what a call does next and does it.
//!
//! Every export is synchronous and no closure is handed to JavaScript. The face in `pkg/` enters with [`step`], awaits what comes back
//! and enters again, so that each entry is one call in one `try`: a trap can neither escape into a microtask nor leave a
//! promise pending.

mod answer;
mod call;
mod client;
mod context;
mod failure;
mod js;
mod options;
mod report;
mod request;
mod secret;
mod tasks;
#[cfg(feature = "inject-panic")]
mod trap;

pub use client::{begin, leave, open, step, usage};
pub use context::Context;
pub use js::Js;
pub use options::{Given, Options};
pub use tasks::{next_page, task_next};

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
