//! The client of the OutX API in Rust. The rules of a call are state machines in `outx-core`; this crate drives them.
//!
//! [`js`] holds the bindings of the npm package in `pkg/`.

pub mod js;
#[cfg(feature = "types")]
pub mod types;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
