//! The team's likes and comments.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::paging::Paging;
use super::param::Shape::{Integer, StringEnum};
use super::param::query;
use super::posts::POST;
use super::schema::Type::{Enum, List, Object, Text};
use super::schema::{OpenEnum, Schema, Type, field};
use super::shapes::{ANY_TEXT, ONE_OR_MANY, PAGE};

const INTERACTION_TYPE: OpenEnum = OpenEnum {
    name: "InteractionType",
    description: "What a team member did with a post.",
    values: &[("like", ""), ("comment", "")],
};

const AUTHOR_TYPE: OpenEnum = OpenEnum {
    name: "AuthorType",
    description: "The kind of an author: a user, or a company under a value that is not documented.",
    values: &[("user", "")],
};

const AUTHOR: Schema = Schema::new(
    "InteractionAuthor",
    "Who liked or commented: a user or a company.",
    &[
        field("id", Text, "The author's id."),
        field("full_name", Text, "The author's name."),
        field("author_slug", Text, "The last part of the author's address on LinkedIn."),
        field("headline", Text, "The author's headline on LinkedIn."),
        field("author_type", Enum(&AUTHOR_TYPE), "A user or a company."),
    ],
);

const INTERACTION: Schema = Schema::new(
    "Interaction",
    "A like or a comment of the team.",
    &[
        field("id", Text, "The interaction's id.").always(),
        field("interaction_type", Enum(&INTERACTION_TYPE), "A like or a comment.").always(),
        field("text", Text, "The comment."),
        field("created_at", Type::Integer, "When it was made.").unit("Milliseconds since 1970"),
        field("author", Object(&AUTHOR), "Who acted."),
        field("post", Object(&POST), "The post that was liked or commented on."),
    ],
);

const INTERACTION_LIST: Schema = Schema::new(
    "InteractionList",
    "A page of interactions. Its fields about paging and its counts by day are not documented.",
    &[field("data", List(&Object(&INTERACTION)), "The interactions.").always()],
);

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("interactions.list", Read, Get, "/api-interactions",
        &[
            query("watchlist_id", ANY_TEXT, "The watchlist whose interactions to return.").required(),
            query("interaction_type", StringEnum(&["like", "comment"]), "Only likes, or only comments. Default: both."),
            query("actor_ids", ONE_OR_MANY, "Ids of users, authors or companies."), PAGE,
            query("page_size", Integer(1, 100), "Interactions per page, up to 100.").default("20"),
        ])
        .docs("Lists the team's likes and comments on a watchlist's posts, page by page.", &INTERACTION_LIST).items(&INTERACTION)
        .paged(&Paging::pages(20))
        .errors(&[(400, "watchlist_id is required and must be a string"), (400, "Invalid watchlist ID: <id>"),
            (403, "Access denied: You don’t have permission to access this watchlist")]),
];
