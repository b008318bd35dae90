//! Posts that watchlists found.

use super::operation::Kind::Read;
use super::operation::Method::Get;
use super::operation::Operation;
use super::paging::Paging;
use super::param::Shape::{Bool, Date, Integer, StringEnum};
use super::param::query;
use super::shapes::{ANY_TEXT, LANGUAGE, ONE_OR_MANY, PAGE, SLUGS};

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
            query("lang", LANGUAGE, "`en`, `english`, `true`: English only. Any other value is ignored. LinkedIn only."),
            query("start_date", Date, "First day, `YYYY-MM-DD`."),
            query("end_date", Date, "Last day, `YYYY-MM-DD`."),
            query("post_type", ANY_TEXT, "Such as `article`, `image`, `video`, `poll`. LinkedIn only."),
            query("sort_by", StringEnum(&["recent", "popular_first", "engagement", "relevance_first"]), "The order.").default("\"recent\""),
            query("seniority_level", ANY_TEXT, "The author's level, such as `VP`."),
            query("trending", Bool, "Only posts with 100 likes and more."),
            query("interacted", Bool, "Only posts that you liked or commented on."),
            query("linkedin_post_slug", ANY_TEXT, "Only the post with this slug."),
        ])
        .docs("Lists the posts that a watchlist found, page by page.", "PostList")
        .paged(&Paging::pages(20))
        .errors(&[(400, "Invalid watchlist ID(s)")]),
];
