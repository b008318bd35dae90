//! The operations, without their names: `pkg/` has these too, and hands in the one it uses: 0.25 kB of the download.

use std::cell::Cell;

use outx_core::api::operation::Operation;
use outx_core::api::{EXTRA_OPERATIONS, OPERATIONS};
use wasm_bindgen::prelude::*;

const COUNT: usize = OPERATIONS.len() + EXTRA_OPERATIONS.len();

static NAMELESS: [Operation; COUNT] = {
    let mut all = [OPERATIONS[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        all[at] = if at < OPERATIONS.len() { OPERATIONS[at] } else { EXTRA_OPERATIONS[at - OPERATIONS.len()] };
        all[at].name = "";
        at += 1;
    }
    all
};

thread_local! {
    static NAMED: [Cell<Option<&'static Operation>>; COUNT] = const { [const { Cell::new(None) }; COUNT] };
}

/// The operation of this index, and of this name at its first use.
pub fn operation(index: usize, name: &JsValue) -> Option<&'static Operation> {
    NAMED.with(|named| {
        let cell = named.get(index)?;
        if cell.get().is_none() {
            // Kept as long as the program: there are no more of them than operations.
            cell.set(Some(Box::leak(Box::new(Operation { name: name.as_string()?.leak(), ..*NAMELESS.get(index)? }))));
        }
        cell.get()
    })
}
