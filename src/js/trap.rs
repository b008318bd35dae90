//! Traps on request, for tests of the recovery. Behind the feature `inject-panic`, which the shipped wasm lacks.

use super::options::JsCallOptions;
use crate::js_value::get_text;

/// Panics when the header `x-outx-panic` of a call names this state.
pub fn at(options: &JsCallOptions, state: &str) {
    if get_text(&options.headers(), "x-outx-panic").as_deref() == Some(state) {
        panic!("injected");
    }
}
