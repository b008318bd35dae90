//! Traps on request, for the tests of what happens then. Behind the feature `inject-panic`, which the shipped wasm lacks.

use crate::js::get_text;
use crate::options::Given;

/// Panics when the header `x-outx-panic` of a call names this place.
pub fn at(given: &Given, place: &str) {
    if get_text(&given.headers(), "x-outx-panic").as_deref() == Some(place) {
        panic!("injected");
    }
}
