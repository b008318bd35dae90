//! Posts that watchlists found.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::paging::Paging;
use super::param::Shape::{Bool, Date, Integer, StringEnum};
use super::param::query;
use super::schema::Type::{Any, Enum, List, Object, Text};
use super::schema::{OpenEnum, Schema, Type, field};
use super::shapes::{ANY_TEXT, LANGUAGE, ONE_OR_MANY, PAGE, SLUGS};

const POST_TYPE: OpenEnum = OpenEnum {
    name: "PostType",
    description: "The kind of content in a post. The API may add values.",
    values: &[("article", ""), ("image", ""), ("video", ""), ("poll", "")],
};

const LANGUAGES: OpenEnum = OpenEnum { name: "", description: "", values: &[("en", ""), ("english", "")] };

pub(super) const POST: Schema = Schema::new(
    "Post",
    "A post that a watchlist found. It has more fields than are documented.",
    &[
        field("id", Text, "The post's id, which `engagement` takes as `post_id`; not a URN.").always(),
        field("source", Text, "The site of the post; follows the watchlist's type."),
        field("linkedin_post_url", Text, "The post's address on LinkedIn."),
        field("linkedin_post_urn", Text, "The post on LinkedIn: `urn:li:activity:` and digits."),
        field("content", Text, "The text of the post."),
        field("created_at", Type::Integer, "When it was published.").unit("Milliseconds since 1970"),
        field("likes_count", Type::Integer, "How many likes it has."),
        field("comments_count", Type::Integer, "How many comments it has."),
        field("shares_count", Type::Integer, "How often it was shared."),
        field("bookmark", Type::Bool, "Whether the team saved it."),
        field("post_type", Enum(&POST_TYPE), "`null` where the source has no types, such as Reddit.").nullable(),
        field("language", Text, "The language of the text, such as `en`."),
        field("tags", List(&Text), "The labels that it was sorted under."),
        field("videos", Any, "Not documented; may be `null`."),
    ],
);

const POST_LIST: Schema = Schema::new(
    "PostList",
    "A page of posts. The fields about paging are not documented; `pagination.total` and `total_pages` are read if present.",
    &[field("data", List(&Object(&POST)), "The posts.").always()],
);

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 1] = [
    Operation::new("posts.list", Read, Get, "/api-posts",
        &[
            query("watchlist_id", ANY_TEXT, "The watchlist whose posts to return.").required(), PAGE,
            query("page_size", Integer(1, 100), "Posts per page, up to 100.").default("20"),
            query("labels", ONE_OR_MANY, "Labels; a post needs one of them."),
            query("people_slug", SLUGS, "Authors, by slug. LinkedIn only."),
            query("company_slug", SLUGS, "Companies, by slug. LinkedIn only."),
            query("search_term", ANY_TEXT, "Words in the text. LinkedIn only."),
            query("is_saved", Bool, "Only bookmarked posts."),
            query("lang", LANGUAGE, "`en`, `english`, `true`: English only. Any other value is ignored. LinkedIn only.").known(&LANGUAGES),
            query("start_date", Date, "First day, `YYYY-MM-DD`."),
            query("end_date", Date, "Last day, `YYYY-MM-DD`."),
            query("post_type", ANY_TEXT, "Such as `article`, `image`, `video`, `poll`. LinkedIn only.").known(&POST_TYPE),
            query("sort_by", StringEnum(&["recent", "popular_first", "engagement", "relevance_first"]), "The order.").default("\"recent\""),
            query("seniority_level", ANY_TEXT, "The author's level, such as `VP`."),
            query("trending", Bool, "Only posts with 100 likes and more."),
            query("interacted", Bool, "Only posts that you liked or commented on."),
            query("linkedin_post_slug", ANY_TEXT, "Only the post with this slug."),
        ])
        .docs("Lists the posts that a watchlist found, page by page.", &POST_LIST).items(&POST)
        .paged(&Paging::pages(20))
        .errors(&[(400, "Invalid watchlist ID(s)")]),
];
