//! Helpers that several tests share.

use outx_core::api::by_name;
use outx_core::api::operation::Operation;
use outx_core::call::{target, validate};
use serde_json::Value as Json;

pub use crate::json::Args;

#[track_caller]
pub fn op(name: &str) -> &'static Operation {
    by_name(name).unwrap_or_else(|| panic!("no operation {name}"))
}

#[track_caller]
pub fn accepts(operation: &str, args: Json) {
    if let Err(message) = validate(op(operation), &Args(Some(args.clone()))) {
        panic!("{operation} rejects {args}: {message}");
    }
}

#[track_caller]
pub fn rejects(operation: &str, args: Json, message: &str) {
    let Err(text) = validate(op(operation), &Args(Some(args.clone()))) else { panic!("{operation} accepts {args}") };
    assert_eq!(text, message, "{args}");
}

#[track_caller]
pub fn targets(operation: &str, args: Json, expected: &str) {
    accepts(operation, args.clone());
    assert_eq!(target(op(operation), &Args(Some(args)), &Args(None)), expected);
}
