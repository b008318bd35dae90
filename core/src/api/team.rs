//! The team of the key or the session.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("team.get", Read, Get, "/api-team", &[])
        .docs("Reads the team, its plan, its limits and what is used of them.", "Team"),
];
