//! Injects panics for tests. Requires the feature `inject-panic`, which the shipped wasm does not have.

use std::cell::Cell;

use crate::http::context::RequestContext;

thread_local! {
    static LEDGER: Cell<bool> = const { Cell::new(false) };
}

/// Panics if the header `x-outx-panic` of the request names this place. `ledger` makes the next [`in_ledger`] panic.
pub fn at(request: &RequestContext, place: &str) {
    match request.header("x-outx-panic") {
        named if named == place => panic!("injected"),
        named if named == "ledger" => LEDGER.set(true),
        _ => {}
    }
}

/// Panics in a ledger if a request armed it.
pub fn in_ledger() {
    if LEDGER.take() {
        panic!("injected");
    }
}
