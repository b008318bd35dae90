//! The team of the key or the session.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::schema::Schema;

const TEAM: Schema =
    Schema::new("Team", "The team, its plan, its limits and what is used of them. The fields are not documented.", &[]);

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("team.get", Read, Get, "/api-team", &[])
        .docs("Reads the team, its plan, its limits and what is used of them. Call it before you create a watchlist to avoid a `plan_limit` error.", &TEAM),
];
