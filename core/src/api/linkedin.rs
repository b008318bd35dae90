//! LinkedIn data and actions; each call creates a task.

use super::operation::Kind::{Task, WriteTask};
use super::operation::Method::Post;
use super::operation::Operation;
use super::operation::Rule::AnyOf;
use super::paging::Paging;
use super::param::Shape::{Integer, NonBlank, Slug, StringEnum, Trimmed};
use super::param::{Param, body};
use super::shapes::{ANY_TEXT, COMMENT, TEXTS};

const SOCIAL_URN: Param = body("social_urn", ANY_TEXT, "The post: `urn:li:activity:` and digits.").required();
const PROFILE_SLUG: Param =
    body("profile_slug", Slug, "The part of the address after `linkedin.com/in/`; percent-encoding is decoded.")
        .required();
const COMPANY_SLUG: Param =
    body("company_slug", Slug, "The part of the address after `linkedin.com/company/`; percent-encoding is decoded.")
        .required();

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 10] = [
    Operation::new("linkedin.fetchProfile", Task, Post, "/linkedin-agent/fetch-profile", &[PROFILE_SLUG])
        .docs("Fetches a profile as the acting account sees it.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'profile_slug'")]),
    Operation::new("linkedin.fetchProfilesPosts", Task, Post, "/linkedin-agent/fetch-profiles-posts",
        &[body("profile_urns", TEXTS, "`urn:li:fsd_profile:…`, at least one; from fetchProfile.").required()])
        .docs("Fetches recent posts of profiles.", "TaskCreated"),
    Operation::new("linkedin.fetchCompany", Task, Post, "/linkedin-agent/fetch-company", &[COMPANY_SLUG])
        .docs("Fetches a company's page.", "TaskCreated"),
    Operation::new("linkedin.fetchCompanyPosts", Task, Post, "/linkedin-agent/fetch-company-posts", &[COMPANY_SLUG])
        .docs("Fetches a company's recent posts.", "TaskCreated"),
    Operation::new("linkedin.searchProfiles", Task, Post, "/linkedin-agent/search-profiles",
        &[
            body("keywords", ANY_TEXT, "Words in name, headline or profile."),
            body("title", ANY_TEXT, "Job title."),
            body("company", ANY_TEXT, "Name of the current company."),
            body("first_name", ANY_TEXT, "First name."),
            body("last_name", ANY_TEXT, "Last name."),
            body("geo_urn", TEXTS, "Places, as bare ids such as `103644278`."),
            body("current_company", TEXTS, "Current companies, as URNs."),
            body("past_company", TEXTS, "Former companies, as URNs."),
            body("industry", TEXTS, "Industries, as URNs."),
            body("school", ANY_TEXT, "Name of a school."),
            body("profile_language", TEXTS, "Languages of the profile, such as `en`."),
            body("count", Integer(1, 50), "How many, up to 50.").default("25"),
        ])
        .docs("Searches people; at least one filter is needed.", "TaskCreated")
        .rules(&[AnyOf(&["keywords", "title", "company", "first_name", "last_name", "geo_urn", "current_company",
            "past_company", "industry", "school", "profile_language"])]),
    Operation::new("linkedin.fetchConnections", Task, Post, "/linkedin-agent/fetch-connections",
        &[
            body("keyword", ANY_TEXT, "Part of the name."),
            body("sort_type", StringEnum(&["RECENTLY_ADDED"]), "The only documented order. Default: LinkedIn's."),
            body("start", Integer(0, u32::MAX), "How many to skip.").default("0"),
            body("count", Integer(1, 100), "How many, up to 100.").default("40"),
        ])
        .docs("Fetches a page of the acting account's connections; `total` is the size of that page.", "TaskCreated")
        .paged(&Paging::offset("start", "count", 40)),
    Operation::new("linkedin.sendMessage", WriteTask, Post, "/linkedin-agent/send-message",
        &[
            body("recipient_urn", ANY_TEXT, "A first-degree connection: `urn:li:person:…`, or a profile's URN.").required(),
            body("message", NonBlank { max: Some(10_000) }, "1 to 10,000 characters, not only white space.").required(),
        ])
        .docs("Sends a message to a first-degree connection.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'recipient_urn'"), (400, "Missing or invalid 'message'"),
            (400, "Message text is too long (max 10000 characters)"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.sendConnectionRequest", WriteTask, Post, "/linkedin-agent/send-connection-request",
        &[
            body("profile_urn", ANY_TEXT, "`urn:li:fsd_profile:…`, or the bare id.").required(),
            body("note", Trimmed { max: Some(300) }, "Up to 300 characters once trimmed; empty sends none."),
        ])
        .docs("Invites a person to connect.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'profile_urn'"), (400, "Invalid 'note': must be a string"),
            (400, "Invalid 'note': must be 300 characters or fewer"), (404, "No admin user found in the team"),
            (429, "LinkedIn invitation limit r…")]),
    Operation::new("linkedin.likePost", WriteTask, Post, "/linkedin-agent/like-post", &[SOCIAL_URN])
        .docs("Likes a post.", "TaskCreated")
        .errors(&[(400, "Missing or invalid 'social_urn'"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.commentPost", WriteTask, Post, "/linkedin-agent/comment-post", &[SOCIAL_URN, COMMENT])
        .docs("Comments on a post.", "TaskCreated"),
];
