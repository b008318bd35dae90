//! Likes and comments by team members.

use super::operation::Kind::Write;
use super::operation::Method::Post;
use super::operation::Rule::RequiredWhen;
use super::operation::{Operation, Rule};
use super::param::Shape::StringEnum;
use super::param::{Param, Shape, body};
use super::schema::Type::{Bool, Text};
use super::schema::{Schema, field};
use super::shapes::{ANY_TEXT, COMMENT};

const POST_ID: Param = body("post_id", Shape::Id, "The `id` of a post from `posts.list`; not a URN.").required();
const USER_EMAIL: Param =
    body("user_email", Shape::Email, "The team member who acts; for a company, an admin of its page.").required();
const ACTOR: Param = body("actor_type", StringEnum(&["user", "company"]), "Who acts.").default("\"user\"");
const COMPANY_TITLE: Param =
    body("company_title", ANY_TEXT, "The company's exact name on LinkedIn; required when `actor_type` is `company`.");
const COMPANY_ACTOR: &[Rule] = &[RequiredWhen("company_title", "actor_type", "company")];

const RECEIPT: Schema = Schema::new(
    "Receipt",
    "Confirms that an action is queued. No operation reads its progress; its effect shows in `interactions.list`.",
    &[
        field("success", Bool, "Whether the action was queued.").always(),
        field("message", Text, "A text for people."),
        field("task_id", Text, "Not the id of a `Task`.").always(),
    ],
)
.complete();

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 2] = [
    Operation::new("engagement.like", Write, Post, "/api-like", &[POST_ID, USER_EMAIL, ACTOR, COMPANY_TITLE])
        .docs("Queues a like of a post. Its progress cannot be read: the response is a receipt.", &RECEIPT)
        .rules(COMPANY_ACTOR).errors(&[(400, "Missing required parameter: post_id"), (400, "Missing required parameter: user_email"),
            (400, "Invalid actor_type. Must be 'user' or 'company'"), (400, "company_title is required when actor_type is 'company'"),
            (400, "Post does not support like functionality (missing social_urn)")]).action(),
    Operation::new("engagement.comment", Write, Post, "/api-comment", &[POST_ID, USER_EMAIL, COMMENT, ACTOR, COMPANY_TITLE])
        .docs("Queues a comment on a post. Its progress cannot be read: the response is a receipt.", &RECEIPT)
        .rules(COMPANY_ACTOR).errors(&[(400, "Missing required parameter: post_id"), (400, "Missing required parameter: user_email"),
            (400, "Missing required parameter: comment_text"), (400, "comment_text cannot be empty"),
            (400, "Invalid actor_type. Must be 'user' or 'company'"), (400, "company_title is required when actor_type is 'company'"),
            (400, "Post does not support comment functionality (missing social_urn)")]).action(),
];
