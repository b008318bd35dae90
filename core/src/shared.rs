//! Shapes and parameters that several rows of the table share.

use crate::param::{Param, Shape, body, query};
use Shape::{Bool, Choice, Digits, Either, Email, Integer, List, Null, Record, Slug, Text};

const ANY_TEXT: Shape = Text(0);
/// At least one string.
pub const TEXTS: Shape = List(&ANY_TEXT, 1);
/// One string or several.
pub const ONE_OR_MANY: Shape = Either(&ANY_TEXT, &TEXTS);
const MAYBE_TEXTS: Shape = List(&ANY_TEXT, 0);
const TEXT_OR_NULL: Shape = Either(&ANY_TEXT, &Null);
/// `true`, `false` or a language name.
pub const LANGUAGE: Shape = Either(&ANY_TEXT, &Bool);
/// The hours between two looks that the API takes.
pub const HOURS: Shape = Shape::Among(&[1, 3, 6, 12, 24, 48, 72]);

const KEYWORD: Shape = Either(&ANY_TEXT, &Record(KEYWORD_FIELDS));
const KEYWORD_FIELDS: &[Param] = &[
    body("keyword", ANY_TEXT, "What to look for.").required(),
    body("required_keywords", MAYBE_TEXTS, "Words that must stand beside it; see `include_all_required`."),
    body("excluded_keywords", MAYBE_TEXTS, "Words that rule a post out."),
    body("include_all_required", Bool, "`true`: all required words; `false`: at least one of them."),
];
/// Keywords, as strings or with their conditions.
pub const KEYWORDS: Shape = List(&KEYWORD, 1);

const LABEL: Shape = Record(LABEL_FIELDS);
const LABEL_FIELDS: &[Param] = &[
    body("name", ANY_TEXT, "The label."),
    body("key", ANY_TEXT, "Another name of `name`, the one that answers use."),
    body("description", Shape::Trimmed(0), "When a post gets it."),
    body("default", Bool, "Shown first; at most two labels are, the API sets further ones to `false`."),
];
const LABEL_LIST: Shape = List(&LABEL, 0);

/// The `id` of a watchlist, in the query.
pub const QUERY_ID: Param = query("id", ANY_TEXT, "The watchlist's id (UUID).");
/// The `id` of a watchlist, in the body.
pub const BODY_ID: Param = body("id", ANY_TEXT, "The watchlist's id (UUID).").required();
/// The name of a watchlist.
pub const NAME: Param = body("name", ANY_TEXT, "Its name; made from its content when absent.");
/// What a watchlist is for.
pub const DESCRIPTION: Param = body("description", Shape::Trimmed(0), "What it is for.");
/// The labels of a watchlist.
pub const LABELS: Param =
    body("labels", LABEL_LIST, "Labels that posts are sorted under; on an update they replace the set.");
/// How often a watchlist looks.
pub const FREQUENCY: Param = body("fetchFreqInHours", HOURS, "Hours between two looks: 1, 3, 6, 12, 24, 48 or 72.");
/// Whether a watchlist is paused.
pub const DISABLE: Param = body("disable", Bool, "`true` pauses it and keeps its data; `false` resumes.");
/// Where a watchlist reports.
pub const SLACK: Param =
    body("slack_webhook_url", TEXT_OR_NULL, "Slack address that new posts go to; `null` clears it.");
/// A watchlist described in words.
pub const PROMPT: Param =
    body("prompt", ANY_TEXT, "What to watch, in words; keywords and labels are made from it within seconds.");

/// The page to fetch.
pub const PAGE: Param = query("page", Integer(1, u32::MAX), "Page, from 1.").default("1");
/// A profile's slug.
pub const PROFILE_SLUG: Param =
    body("profile_slug", Slug, "The part of the address after `linkedin.com/in/`.").required();
/// A company's slug.
pub const COMPANY_SLUG: Param =
    body("company_slug", Slug, "The part of the address after `linkedin.com/company/`.").required();
/// A post on LinkedIn.
pub const SOCIAL_URN: Param = body("social_urn", ANY_TEXT, "The post: `urn:li:activity:` and digits.").required();
/// A comment.
pub const COMMENT: Param = body("comment_text", ANY_TEXT, "The comment; not only white space.").required();
/// An address that signs in.
pub const EMAIL: Param = body("email", Email, "The address that the code goes to.").required();
/// A one-time code.
pub const OTP: Param =
    body("otp", Digits(6), "The six digits that were mailed, as a string; valid for 1 hour.").required();

/// An OutX post that a team member acts on.
pub const POST_ID: Param = body("post_id", Shape::Id, "The `id` of a post from `posts.list`; not a URN.").required();
/// Who acts.
pub const USER_EMAIL: Param =
    body("user_email", Email, "The team member who acts; for a company, an admin of its page.").required();
/// As what they act.
pub const ACTOR: Param = body("actor_type", Choice(&["user", "company"]), "As whom.").default("\"user\"");
/// The company they act for.
pub const COMPANY_TITLE: Param =
    body("company_title", ANY_TEXT, "The company's exact name on LinkedIn; required when `actor_type` is `company`.");
