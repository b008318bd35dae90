//! The team's likes and comments.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::paging::Paging;
use super::param::Shape::{Integer, StringEnum};
use super::param::query;
use super::shapes::{ANY_TEXT, ONE_OR_MANY, PAGE};

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("interactions.list", Read, Get, "/api-interactions",
        &[
            query("watchlist_id", ANY_TEXT, "The watchlist whose interactions to return.").required(),
            query("interaction_type", StringEnum(&["like", "comment"]), "Default: both."),
            query("actor_ids", ONE_OR_MANY, "Ids of users, authors or companies."), PAGE,
            query("page_size", Integer(1, 100), "Interactions per page, up to 100.").default("20"),
        ])
        .docs("Lists the team's likes and comments on a watchlist's posts, page by page.", "InteractionList")
        .paged(&Paging::pages(20))
        .errors(&[(400, "watchlist_id is required and must be a string"), (400, "Invalid watchlist ID: <id>"),
            (403, "Access denied: You don’t have permission to access this watchlist")]),
];
