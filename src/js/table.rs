//! The operations, without their names. `pkg/` has the names, and adds them to the texts of errors.

use outx_core::api::operation::Operation;
use outx_core::api::{EXTRA_OPERATIONS, OPERATIONS};

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

/// Returns the operation of an index.
pub fn operation(index: usize) -> Option<&'static Operation> {
    NAMELESS.get(index)
}
