//! Panics that tests request, to check the recovery from traps. The shipped wasm is built without the feature `inject-panic`.

use super::options::JsCallOptions;
use crate::js_value::get_text;

/// Panics when the header `x-outx-panic` of a call names this state.
pub fn at(options: &JsCallOptions, state: &str) {
    if get_text(&options.headers(), "x-outx-panic").as_deref() == Some(state) {
        panic!("injected");
    }
}
