//! Watchlists of keywords, people, companies and Reddit.

use super::operation::Kind::{Read, Write};
use super::operation::Method::{Delete, Get, Post, Put};
use super::operation::Rule::{AnyOf, ConflictsWith, OneOf};
use super::operation::{Operation, Rule};
use super::param::Shape::{Bool, Either, List, Null, Record};
use super::param::{Param, Shape, body, query};
use super::schema::{ArgumentObject, Field, OpenEnum, Schema, Type, field};
use super::shapes::{ANY_TEXT, MAYBE_TEXTS, OPTIONAL_TEXT, SLUGS_OR_ADDRESSES};

const KEYWORD: Shape = Either(&ANY_TEXT, &Record(KEYWORD_FIELDS));
const KEYWORD_FIELDS: &[Param] = &[
    body("keyword", ANY_TEXT, "What to look for.").required(),
    body("required_keywords", MAYBE_TEXTS, "Words that must appear beside it; see `include_all_required`."),
    body("excluded_keywords", MAYBE_TEXTS, "Words that exclude a post."),
    body("include_all_required", Bool, "`true`: all required words; `false`: at least one of them."),
];
const KEYWORDS: Shape = List(&KEYWORD, 1);

const LABEL: Shape = Record(LABEL_FIELDS);
const LABEL_FIELDS: &[Param] = &[
    body("name", ANY_TEXT, "The label."),
    body("key", ANY_TEXT, "Another name of `name`, the one that responses use."),
    body("description", OPTIONAL_TEXT, "When a post gets it."),
    body("default", Bool, "Shown first; at most two labels are, the API sets further ones to `false`."),
];

/// The intervals that the API accepts, in hours.
const HOURS: Shape = Shape::NumberEnum(&[1, 3, 6, 12, 24, 48, 72]);

const QUERY_ID: Param = query("id", ANY_TEXT, "The watchlist's id (UUID).");
const BODY_ID: Param = body("id", ANY_TEXT, "The watchlist's id (UUID).").required();
const NAME: Param = body("name", ANY_TEXT, "Its name; derived from its content when absent.");
const DESCRIPTION: Param = body("description", OPTIONAL_TEXT, "A note on what it is for.");
const LABELS: Param =
    body("labels", List(&LABEL, 0), "Labels that posts are sorted under; on an update they replace the set.");
const FREQUENCY: Param = body("fetchFreqInHours", HOURS, "Hours between two collections: 1, 3, 6, 12, 24, 48 or 72.");
const DISABLE: Param = body("disable", Bool, "`true` pauses it and keeps its data; `false` resumes.");
const SLACK: Param =
    body("slack_webhook_url", Either(&ANY_TEXT, &Null), "Slack address that new posts are sent to; `null` clears it.");
const PROMPT: Param =
    body("prompt", ANY_TEXT, "What to watch, in words; keywords and labels are generated from it within seconds.");

const PROFILE_PATCH: &[Rule] = &[AnyOf(&["name", "fetchFreqInHours", "disable", "slack_webhook_url"])];
const KEYWORDS_OR_PROMPT: &[Rule] =
    &[OneOf(&["keywords", "prompt"]), ConflictsWith("prompt", &["description", "labels", "objective"])];
const KEYWORD_PATCH: &[Rule] = &[
    AnyOf(&["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "labels", "prompt"]),
    ConflictsWith(
        "prompt",
        &["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "append", "labels"],
    ),
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

const KEYWORD_OBJECT: ArgumentObject =
    ArgumentObject { name: "Keyword", description: "A keyword with its conditions.", fields: KEYWORD_FIELDS };
const LABEL_OBJECT: ArgumentObject =
    ArgumentObject { name: "Label", description: "A label that posts are sorted under.", fields: LABEL_FIELDS };
/// The named objects in arguments. No two of them have the same fields, by which the generators find the name.
pub const ARGUMENT_OBJECTS: &[ArgumentObject] = &[KEYWORD_OBJECT, LABEL_OBJECT];

const WATCHLIST_TYPE: OpenEnum = OpenEnum {
    name: "WatchlistType",
    description: "The kind of a watchlist.",
    values: &[
        ("keyword", "Posts on LinkedIn with keywords."),
        ("people", "Posts of people on LinkedIn."),
        ("company", "Posts of companies on LinkedIn."),
        ("reddit", "Posts on Reddit with keywords."),
    ],
};

const KEYWORD_LIST: Type = Type::List(&Type::Either(&Type::Text, &Type::Argument(&KEYWORD_OBJECT)));
const LISTS: &str = "From `get`; not documented.";
const MESSAGE: Field = field("message", Type::Text, "A text for people.");
const ID: Field = field("id", Type::Text, "The watchlist's id.").unit("UUID").always();
const NAME_FIELD: Field = field("name", Type::Text, "Its name.");
const SLUG_FIELD: Field = field("slug", Type::Text, "The name's slug with a piece of the id.");
const TYPE_FIELD: Field = field("type", Type::Enum(&WATCHLIST_TYPE), "What it watches.");
const FREQUENCY_FIELD: Field =
    field("fetchFreqInHours", Type::Integer, "The time between two collections.").unit("Hours");
const DISABLE_FIELD: Field = field("disable", Type::Bool, "Whether it is paused.");
const PROMPT_FIELD: Field = field("prompt", Type::Text, "The prompt that it was made from.");

const WATCHLIST: Schema = Schema::new(
    "Watchlist",
    "A watchlist. A list has fewer of its fields than `get`.",
    &[
        ID,
        NAME_FIELD.always(),
        SLUG_FIELD.always(),
        TYPE_FIELD.always(),
        field("createdAt", Type::Text, "When it was created.").unit("ISO 8601").always(),
        field("description", Type::Text, "A note on what it is for."),
        DISABLE_FIELD,
        FREQUENCY_FIELD,
        PROMPT_FIELD,
        field("labels", Type::List(&Type::Argument(&LABEL_OBJECT)), "The labels that posts are sorted under."),
    ],
);

const TRACKED_KEYWORDS: &[Field] = &[
    field("keywords", KEYWORD_LIST, "What it watches."),
    field(
        "keyword_tracking",
        Type::List(&Type::Any),
        "From `get`: the rules of each keyword; their fields are not documented.",
    ),
];

const KEYWORD_WATCHLIST: Schema =
    Schema::new("KeywordWatchlist", "A watchlist of keywords on LinkedIn.", TRACKED_KEYWORDS).extends(&[&WATCHLIST]);

const PEOPLE_WATCHLIST: Schema = Schema::new(
    "PeopleWatchlist",
    "A watchlist of people on LinkedIn.",
    &[
        field("profiles_count", Type::Integer, "From `get`: how many people it watches."),
        field("lists", Type::List(&Type::Any), LISTS),
    ],
)
.extends(&[&WATCHLIST]);

const COMPANY_WATCHLIST: Schema = Schema::new(
    "CompanyWatchlist",
    "A watchlist of companies on LinkedIn.",
    &[
        field("companies_count", Type::Integer, "From `get`: how many companies it watches."),
        field("lists", Type::List(&Type::Any), LISTS),
    ],
)
.extends(&[&WATCHLIST]);

const REDDIT_WATCHLIST: Schema =
    Schema::new("RedditWatchlist", "A watchlist of keywords on Reddit.", TRACKED_KEYWORDS).extends(&[&WATCHLIST]);

const WATCHLIST_LIST: Schema = Schema::new(
    "WatchlistList",
    "All watchlists of a type.",
    &[
        field("watchlists", Type::List(&Type::Parameter), "The watchlists.").always(),
        field("count", Type::Integer, "How many there are.").always(),
    ],
)
.complete()
.bound_parameter("Kind", &WATCHLIST);

const WATCHLIST_CREATED: Schema = Schema::new(
    "WatchlistCreated",
    "A watchlist as it was created.",
    &[
        ID,
        NAME_FIELD,
        SLUG_FIELD,
        TYPE_FIELD,
        FREQUENCY_FIELD,
        field("keywords", KEYWORD_LIST, "What it watches."),
        PROMPT_FIELD,
        field("created", Type::Bool, "Whether it was created."),
        MESSAGE,
    ],
);

const WATCHLIST_UPDATED: Schema = Schema::new(
    "WatchlistUpdated",
    "The fields of a watchlist that were changed.",
    &[
        ID,
        field("updated", Type::Bool, "Whether it was changed.").always(),
        MESSAGE,
        NAME_FIELD,
        FREQUENCY_FIELD,
        DISABLE_FIELD,
        PROMPT_FIELD,
    ],
);

const WATCHLIST_DELETED: Schema = Schema::new(
    "WatchlistDeleted",
    "Confirms that a watchlist was deleted.",
    &[ID, field("deleted", Type::Bool, "Whether it was deleted.").always(), MESSAGE],
)
.complete();

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 16] = [
    Operation::new("watchlists.keyword.list", Read, Get, "/api-keyword-watchlist", &[QUERY_ID])
        .docs("Lists keyword watchlists, or returns the one with `id`.", &WATCHLIST_LIST)
        .selects(&KEYWORD_WATCHLIST)
        .errors(NOT_FOUND),
    Operation::new("watchlists.keyword.create", Write, Post, "/api-keyword-watchlist",
        &[
            body("keywords", KEYWORDS, "What to watch: strings, objects, or both."), PROMPT, NAME, DESCRIPTION, LABELS,
            FREQUENCY.default("12"), body("objective", ANY_TEXT, "One sentence that ranks posts by relevance."), SLACK,
        ])
        .docs("Creates a keyword watchlist, from keywords or from a prompt.", &WATCHLIST_CREATED)
        .rules(KEYWORDS_OR_PROMPT).errors(KEYWORD_ERRORS),
    Operation::new("watchlists.keyword.update", Write, Put, "/api-keyword-watchlist",
        &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK, body("keywords", KEYWORDS, "Replaces the set."), LABELS, PROMPT])
        .docs("Changes a keyword watchlist, or regenerates its keywords from a prompt.", &WATCHLIST_UPDATED)
        .rules(KEYWORD_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.keyword.delete", Write, Delete, "/api-keyword-watchlist", &[QUERY_ID.required()])
        .docs("Deletes a keyword watchlist and its posts permanently.", &WATCHLIST_DELETED)
        .errors(DELETE_ERRORS),
    Operation::new("watchlists.people.list", Read, Get, "/api-people-watchlist", &[QUERY_ID])
        .docs("Lists people watchlists, or returns the one with `id`.", &WATCHLIST_LIST)
        .selects(&PEOPLE_WATCHLIST)
        .errors(NOT_FOUND),
    Operation::new("watchlists.people.create", Write, Post, "/api-people-watchlist",
        &[body("profiles", SLUGS_OR_ADDRESSES, "LinkedIn addresses or slugs, at least one.").required(), NAME, DESCRIPTION, LABELS, FREQUENCY])
        .docs("Creates a watchlist of people.", &WATCHLIST_CREATED)
        .errors(&[(400, "profiles array is required and must not be empty"), (400, "No valid profile identifiers provided"),
            (400, "Invalid fetchFreqInHours"), PLAN]),
    Operation::new("watchlists.people.update", Write, Put, "/api-people-watchlist", &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK])
        .docs("Changes a people watchlist; its profiles stay.", &WATCHLIST_UPDATED)
        .rules(PROFILE_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.people.delete", Write, Delete, "/api-people-watchlist", &[QUERY_ID.required()])
        .docs("Deletes a people watchlist and its posts permanently.", &WATCHLIST_DELETED)
        .errors(DELETE_ERRORS),
    Operation::new("watchlists.company.list", Read, Get, "/api-company-watchlist", &[QUERY_ID])
        .docs("Lists company watchlists, or returns the one with `id`.", &WATCHLIST_LIST)
        .selects(&COMPANY_WATCHLIST)
        .errors(NOT_FOUND),
    Operation::new("watchlists.company.create", Write, Post, "/api-company-watchlist",
        &[body("companies", SLUGS_OR_ADDRESSES, "LinkedIn addresses or slugs, at least one.").required(), NAME, DESCRIPTION, LABELS, FREQUENCY])
        .docs("Creates a watchlist of companies.", &WATCHLIST_CREATED)
        .errors(&[(400, "companies array is required and must not be empty"), (400, "No valid company identifiers provided"),
            (400, "Invalid fetchFreqInHours"), PLAN]),
    Operation::new("watchlists.company.update", Write, Put, "/api-company-watchlist", &[BODY_ID, NAME, FREQUENCY, DISABLE, SLACK])
        .docs("Changes a company watchlist; its companies stay.", &WATCHLIST_UPDATED)
        .rules(PROFILE_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.company.delete", Write, Delete, "/api-company-watchlist", &[QUERY_ID.required()])
        .docs("Deletes a company watchlist and its posts permanently.", &WATCHLIST_DELETED)
        .errors(DELETE_ERRORS),
    Operation::new("watchlists.reddit.list", Read, Get, "/api-reddit-watchlist", &[QUERY_ID])
        .docs("Lists Reddit watchlists, or returns the one with `id`.", &WATCHLIST_LIST)
        .selects(&REDDIT_WATCHLIST)
        .errors(NOT_FOUND),
    Operation::new("watchlists.reddit.create", Write, Post, "/api-reddit-watchlist",
        &[body("keywords", KEYWORDS, "What to watch: strings, objects, or both."), PROMPT, NAME, DESCRIPTION, LABELS,
            FREQUENCY.default("24"), SLACK])
        .docs("Creates a Reddit watchlist, from keywords or from a prompt.", &WATCHLIST_CREATED)
        .rules(KEYWORDS_OR_PROMPT).errors(KEYWORD_ERRORS),
    Operation::new("watchlists.reddit.update", Write, Put, "/api-reddit-watchlist",
        &[
            BODY_ID, NAME, FREQUENCY, body("keywords", KEYWORDS, "Replaces the set, or is added to it with `append`."),
            body("append", Bool, "`true` adds only keywords that are new.").default("false"), LABELS, DISABLE, SLACK, PROMPT,
        ])
        .docs("Changes a Reddit watchlist, or regenerates its keywords from a prompt.", &WATCHLIST_UPDATED)
        .rules(KEYWORD_PATCH).errors(PATCH_ERRORS),
    Operation::new("watchlists.reddit.delete", Write, Delete, "/api-reddit-watchlist", &[QUERY_ID.required()])
        .docs("Deletes a Reddit watchlist and its posts permanently.", &WATCHLIST_DELETED)
        .errors(DELETE_ERRORS),
];
