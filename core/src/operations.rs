//! The table: one row for each of the API's 34 operations.

use crate::operation::Kind::{Read, Task, Write, WriteTask};
use crate::operation::Method::{Delete, Get, Post, Put};
use crate::operation::Rule::{Alone, AnyOf, OneOf, RequiredWhen};
use crate::operation::{Operation, Rule};
use crate::page::Paging;
use crate::param::Shape::{Bool, Choice, Date, Integer, Text, Trimmed};
use crate::param::{body, query};
use crate::shared::*;

/// Every operation, in the order of the API reference's index (spec section 0).
#[rustfmt::skip]
pub static OPERATIONS: [Operation; 34] = [
    Operation::new("auth.sendOtp", Write, Post, "/linkedin-agent/auth-send-otp",
        &[EMAIL, body("full_name", Text(0), "Used only when the address becomes an account.")])
        .words("2.1", "Mails a one-time code to an address.", "OtpSent")
        .errors(&[(400, "Missing or invalid 'email'")]).without_key(),
    Operation::new("auth.verifyOtp", Write, Post, "/linkedin-agent/auth-verify-otp", &[EMAIL, OTP])
        .words("2.2", "Trades a one-time code for the team and, without a gateway, its key.", "OtpVerified")
        .errors(&[(400, "Missing or invalid 'email'"), (400, "Missing or invalid 'otp'"), (401, "Invalid or expired OTP")])
        .without_key(),

    Operation::new("tasks.get", Read, Get, "/linkedin-agent/get-task-status",
        &[query("api_agent_task_id", Text(0), "The task's id (UUID), from its creation.").required()])
        .words("3", "Reads the state of a task and, once it is completed, its output.", "TaskStatus")
        .errors(&[(400, "Missing or invalid 'api_agent_task_id'"), (404, "Agent task not found")]),

    Operation::new("linkedin.fetchProfile", Task, Post, "/linkedin-agent/fetch-profile", &[PROFILE_SLUG])
        .words("4.1", "Fetches a profile as the acting account sees it.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'profile_slug'")]),
    Operation::new("linkedin.fetchProfilesPosts", Task, Post, "/linkedin-agent/fetch-profiles-posts",
        &[body("profile_urns", TEXTS, "`urn:li:fsd_profile:…`, at least one; from fetchProfile.").required()])
        .words("4.2", "Fetches recent posts of profiles.", "TaskCreated"),
    Operation::new("linkedin.fetchCompany", Task, Post, "/linkedin-agent/fetch-company", &[COMPANY_SLUG])
        .words("4.3", "Fetches a company's page.", "TaskCreated"),
    Operation::new("linkedin.fetchCompanyPosts", Task, Post, "/linkedin-agent/fetch-company-posts", &[COMPANY_SLUG])
        .words("4.4", "Fetches a company's recent posts.", "TaskCreated"),
    Operation::new("linkedin.searchProfiles", Task, Post, "/linkedin-agent/search-profiles",
        &[
            body("keywords", Text(0), "Words in name, headline or profile."),
            body("title", Text(0), "Job title."),
            body("company", Text(0), "Name of the current company."),
            body("first_name", Text(0), "First name."),
            body("last_name", Text(0), "Last name."),
            body("geo_urn", TEXTS, "Places, as bare ids such as `103644278`."),
            body("current_company", TEXTS, "Current companies, as URNs."),
            body("past_company", TEXTS, "Former companies, as URNs."),
            body("industry", TEXTS, "Industries, as URNs."),
            body("school", Text(0), "Name of a school."),
            body("profile_language", TEXTS, "Languages of the profile, such as `en`."),
            body("count", Integer(1, 50), "How many, up to 50.").default("25"),
        ])
        .words("4.5", "Searches people; at least one filter is needed.", "TaskCreated")
        .rules(&[AnyOf(&["keywords", "title", "company", "first_name", "last_name", "geo_urn", "current_company",
            "past_company", "industry", "school", "profile_language"])]),
    Operation::new("linkedin.fetchConnections", Task, Post, "/linkedin-agent/fetch-connections",
        &[
            body("keyword", Text(0), "Part of the name."),
            body("sort_type", Choice(&["RECENTLY_ADDED"]), "The one documented order. Default: LinkedIn's."),
            body("start", Integer(0, u32::MAX), "How many to pass over.").default("0"),
            body("count", Integer(1, 100), "How many, up to 100.").default("40"),
        ])
        .words("4.6", "Fetches a page of the acting account's connections; `total` is the size of that page.", "TaskCreated")
        .paged(&Paging::offset("start", "count", 40)),
    Operation::new("linkedin.sendMessage", WriteTask, Post, "/linkedin-agent/send-message",
        &[
            body("recipient_urn", Text(0), "A first-degree connection: `urn:li:person:…`, or a profile's URN.").required(),
            body("message", Text(10_000), "1 to 10,000 characters, not only white space.").required(),
        ])
        .words("4.7", "Sends a message to a first-degree connection.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'recipient_urn'"), (400, "Missing or invalid 'message'"),
            (400, "Message text is too long (max 10000 characters)"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.sendConnectionRequest", WriteTask, Post, "/linkedin-agent/send-connection-request",
        &[
            body("profile_urn", Text(0), "`urn:li:fsd_profile:…`, or the bare id.").required(),
            body("note", Trimmed(300), "Up to 300 characters once trimmed; empty sends none."),
        ])
        .words("4.8", "Invites a person to connect.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'profile_urn'"), (400, "Invalid 'note': must be a string"),
            (400, "Invalid 'note': must be 300 characters or fewer"), (404, "No admin user found in the team"),
            (429, "LinkedIn invitation limit r…")]),
    Operation::new("linkedin.likePost", WriteTask, Post, "/linkedin-agent/like-post", &[SOCIAL_URN])
        .words("4.9", "Likes a post.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'social_urn'"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.commentPost", WriteTask, Post, "/linkedin-agent/comment-post", &[SOCIAL_URN, COMMENT])
        .words("4.10", "Comments on a post.", "TaskCreated"),

    Operation::new("watchlists.keyword.list", Read, Get, "/api-keyword-watchlist", &[QUERY_ID])
        .words("5.2", "Lists keyword watchlists, or gives the one with `id`.", "WatchlistFound")
        .errors(NOT_FOUND),
    Operation::new("watchlists.keyword.create", Write, Post, "/api-keyword-watchlist",
        &[
            body("keywords", KEYWORDS, "What to watch: strings, objects, or both."), PROMPT, NAME, DESCRIPTION, LABELS,
            FREQUENCY.default("12"), body("objective", Text(0), "One sentence that ranks posts by relevance."), SLACK,
        ])
        .words("5.2", "Creates a keyword watchlist, from keywords or from a prompt.", "WatchlistCreated")
        .rules(KEYWORDS_OR_PROMPT).errors(KEYWORD_ERRORS),
    Operation::new("watchlists.keyword.update", Write, Put, "/api-keyword-watchlist",
        &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK, body("keywords", KEYWORDS, "Replaces the set."), LABELS, PROMPT])
        .words("5.2", "Changes a keyword watchlist, or makes its keywords anew from a prompt.", "WatchlistUpdated")
        .rules(KEYWORD_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.keyword.delete", Write, Delete, "/api-keyword-watchlist", &[QUERY_ID.required()])
        .words("5.2", "Deletes a keyword watchlist and its posts, for good.", "WatchlistDeleted")
        .errors(DELETE_ERRORS),

    Operation::new("watchlists.people.list", Read, Get, "/api-people-watchlist", &[QUERY_ID])
        .words("5.3", "Lists people watchlists, or gives the one with `id`.", "WatchlistFound")
        .errors(NOT_FOUND),
    Operation::new("watchlists.people.create", Write, Post, "/api-people-watchlist",
        &[body("profiles", TEXTS, "LinkedIn addresses or slugs, at least one.").required(), NAME, DESCRIPTION, LABELS, FREQUENCY])
        .words("5.3", "Creates a watchlist of people.", "WatchlistCreated")
        .errors(&[(400, "profiles array is required and must not be empty"), (400, "No valid profile identifiers provided"),
            (400, "Invalid fetchFreqInHours"), PLAN]),
    Operation::new("watchlists.people.update", Write, Put, "/api-people-watchlist", &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK])
        .words("5.3", "Changes a people watchlist; its profiles stay.", "WatchlistUpdated")
        .rules(&[AnyOf(&["name", "fetchFreqInHours", "disable", "slack_webhook_url"])]).errors(PATCH_ERRORS),
    Operation::new("watchlists.people.delete", Write, Delete, "/api-people-watchlist", &[QUERY_ID.required()])
        .words("5.3", "Deletes a people watchlist and its posts, for good.", "WatchlistDeleted")
        .errors(DELETE_ERRORS),

    Operation::new("watchlists.company.list", Read, Get, "/api-company-watchlist", &[QUERY_ID])
        .words("5.4", "Lists company watchlists, or gives the one with `id`.", "WatchlistFound")
        .errors(NOT_FOUND),
    Operation::new("watchlists.company.create", Write, Post, "/api-company-watchlist",
        &[body("companies", TEXTS, "LinkedIn addresses or slugs, at least one.").required(), NAME, DESCRIPTION, LABELS, FREQUENCY])
        .words("5.4", "Creates a watchlist of companies.", "WatchlistCreated")
        .errors(&[(400, "companies array is required and must not be empty"), (400, "No valid company identifiers provided"),
            (400, "Invalid fetchFreqInHours"), PLAN]),
    Operation::new("watchlists.company.update", Write, Put, "/api-company-watchlist", &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK])
        .words("5.4", "Changes a company watchlist; its companies stay.", "WatchlistUpdated")
        .rules(&[AnyOf(&["name", "fetchFreqInHours", "disable", "slack_webhook_url"])]).errors(PATCH_ERRORS),
    Operation::new("watchlists.company.delete", Write, Delete, "/api-company-watchlist", &[QUERY_ID.required()])
        .words("5.4", "Deletes a company watchlist and its posts, for good.", "WatchlistDeleted")
        .errors(DELETE_ERRORS),

    Operation::new("watchlists.reddit.list", Read, Get, "/api-reddit-watchlist", &[QUERY_ID])
        .words("5.5", "Lists Reddit watchlists, or gives the one with `id`.", "WatchlistFound")
        .errors(NOT_FOUND),
    Operation::new("watchlists.reddit.create", Write, Post, "/api-reddit-watchlist",
        &[body("keywords", KEYWORDS, "What to watch: strings, objects, or both."), PROMPT, NAME, DESCRIPTION, LABELS,
            FREQUENCY.default("24"), SLACK])
        .words("5.5", "Creates a Reddit watchlist, from keywords or from a prompt.", "WatchlistCreated")
        .rules(KEYWORDS_OR_PROMPT).errors(KEYWORD_ERRORS),
    Operation::new("watchlists.reddit.update", Write, Put, "/api-reddit-watchlist",
        &[
            BODY_ID, NAME, FREQUENCY, body("keywords", KEYWORDS, "Replaces the set, or joins it with `append`."),
            body("append", Bool, "`true` adds only keywords that are new.").default("false"), LABELS, DISABLE, SLACK, PROMPT,
        ])
        .words("5.5", "Changes a Reddit watchlist, or makes its keywords anew from a prompt.", "WatchlistUpdated")
        .rules(KEYWORD_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.reddit.delete", Write, Delete, "/api-reddit-watchlist", &[QUERY_ID.required()])
        .words("5.5", "Deletes a Reddit watchlist and its posts, for good.", "WatchlistDeleted")
        .errors(DELETE_ERRORS),

    Operation::new("posts.list", Read, Get, "/api-posts",
        &[
            query("watchlist_id", Text(0), "The watchlist whose posts to give.").required(), PAGE,
            query("page_size", Integer(1, 100), "Posts a page, up to 100.").default("20"),
            query("labels", ONE_OR_MANY, "Labels that a post has one of."),
            query("people_slug", ONE_OR_MANY, "Authors, by slug. LinkedIn only."),
            query("company_slug", ONE_OR_MANY, "Companies, by slug. LinkedIn only."),
            query("search_term", Text(0), "Words in the text. LinkedIn only."),
            query("is_saved", Bool, "Only bookmarked posts."),
            query("lang", LANGUAGE, "`en`, `english`, `true`: English only. Any other value is ignored. LinkedIn only."),
            query("start_date", Date, "First day, `YYYY-MM-DD`."),
            query("end_date", Date, "Last day, `YYYY-MM-DD`."),
            query("post_type", Text(0), "Such as `article`, `image`, `video`, `poll`. LinkedIn only."),
            query("sort_by", Choice(&["recent", "popular_first", "engagement", "relevance_first"]), "The order.").default("\"recent\""),
            query("seniority_level", Text(0), "The author's level, such as `VP`."),
            query("trending", Bool, "Only posts with 100 likes and more."),
            query("interacted", Bool, "Only posts that you liked or commented on."),
            query("linkedin_post_slug", Text(0), "The one post with this slug."),
        ])
        .words("6.1", "Lists the posts that a watchlist found, a page at a time.", "PostList")
        .paged(&Paging::pages(20))
        .errors(&[(400, "Invalid watchlist ID(s)")]),
    Operation::new("interactions.list", Read, Get, "/api-interactions",
        &[
            query("watchlist_id", Text(0), "The watchlist whose interactions to give.").required(),
            query("interaction_type", Choice(&["like", "comment"]), "Default: both."),
            query("actor_ids", ONE_OR_MANY, "Ids of users, authors or companies."), PAGE,
            query("page_size", Integer(1, 100), "Interactions a page, up to 100.").default("10"),
        ])
        .words("6.2", "Lists the team's likes and comments on a watchlist's posts, a page at a time.", "InteractionList")
        .paged(&Paging::pages(10))
        .errors(&[(400, "watchlist_id is required and must be a string"), (400, "Invalid watchlist ID: <id>"),
            (403, "Access denied: You don’t have permission to access this watchlist")]),
    Operation::new("engagement.like", Write, Post, "/api-like", &[POST_ID, USER_EMAIL, ACTOR, COMPANY_TITLE])
        .words("6.3", "Queues a like of a post. Its progress cannot be read: the answer is a receipt.", "Receipt")
        .rules(COMPANY_ACTOR).errors(&[(400, "Missing required parameter: post_id"), (400, "Missing required parameter: user_email"),
            (400, "Invalid actor_type. Must be 'user' or 'company'"), (400, "company_title is required when actor_type is 'company'"),
            (400, "Post does not support like functionality (missing social_urn)")]).action(),
    Operation::new("engagement.comment", Write, Post, "/api-comment", &[POST_ID, USER_EMAIL, COMMENT, ACTOR, COMPANY_TITLE])
        .words("6.4", "Queues a comment on a post. Its progress cannot be read: the answer is a receipt.", "Receipt")
        .rules(COMPANY_ACTOR).errors(&[(400, "Missing required parameter: post_id"), (400, "Missing required parameter: user_email"),
            (400, "Missing required parameter: comment_text"), (400, "comment_text cannot be empty"),
            (400, "Invalid actor_type. Must be 'user' or 'company'"), (400, "company_title is required when actor_type is 'company'"),
            (400, "Post does not support comment functionality (missing social_urn)")]).action(),

    Operation::new("team.get", Read, Get, "/api-team", &[])
        .words("7", "Reads the team, its plan, its limits and what is used of them.", "Team"),
];

const COMPANY_ACTOR: &[Rule] = &[RequiredWhen("company_title", "actor_type", "company")];
const KEYWORDS_OR_PROMPT: &[Rule] =
    &[OneOf(&["keywords", "prompt"]), Alone("prompt", &["description", "labels", "objective"])];
const KEYWORD_PATCH: &[Rule] = &[
    AnyOf(&["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "labels", "prompt"]),
    Alone("prompt", &["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "append", "labels"]),
];
const PLAN: (u16, &str) = (402, "Your plan includes up to N watchlists…");
const NOT_FOUND: &[(u16, &str)] = &[(403, "Access denied…"), (404, "Watchlist not found")];
const DELETE_ERRORS: &[(u16, &str)] =
    &[(400, "Missing required parameter: id"), (403, "Access denied…"), (404, "Watchlist not found")];
const PATCH_ERRORS: &[(u16, &str)] = &[
    (400, "Missing required parameter: id"),
    (400, "Name cannot be empty"),
    (400, "No valid update fields provided"),
    (400, "disable must be a boolean value"),
    (400, "Invalid fetchFreqInHours"),
    (403, "Access denied…"),
    (404, "Watchlist not found"),
];
const KEYWORD_ERRORS: &[(u16, &str)] = &[
    (400, "keywords array is required and must not be empty"),
    (400, "No valid keywords provided after cleaning"),
    (400, "prompt is required and must be a non-empty string"),
    (400, "Invalid fetchFreqInHours"),
    PLAN,
];

impl Operation {
    /// Its place in [`OPERATIONS`], by which the client names it.
    pub fn index(&self) -> usize {
        OPERATIONS.iter().position(|row| row.name == self.name).unwrap_or(OPERATIONS.len())
    }
}

/// The operation of this name, such as `posts.list`.
pub fn by_name(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// The operation that a request asks for: method and path to the letter, the path without its query.
pub fn route(method: &str, path: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.path == path && operation.method.as_str() == method)
}
