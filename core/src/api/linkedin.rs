//! LinkedIn data and actions; each call creates a task.

use super::operation::Kind::{Task, WriteTask};
use super::operation::Method::Post;
use super::operation::Operation;
use super::operation::Rule::AnyOf;
use super::paging::Paging;
use super::param::Shape::{Integer, NonBlank, Slug, StringEnum, Trimmed};
use super::param::{Param, body};
use super::schema::Type::{AnyObject, Bool, List, Object, Text};
use super::schema::{Schema, Type, field};
use super::shapes::{ANY_TEXT, COMMENT, TEXTS};

const SOCIAL_URN: Param = body("social_urn", ANY_TEXT, "The post: `urn:li:activity:` and digits.").required();
const PROFILE_SLUG: Param =
    body("profile_slug", Slug, "The part of the address after `linkedin.com/in/`; percent-encoding is decoded.")
        .required();
const COMPANY_SLUG: Param =
    body("company_slug", Slug, "The part of the address after `linkedin.com/company/`; percent-encoding is decoded.")
        .required();

const TASK_CREATED: Schema = Schema::new(
    "TaskCreated",
    "Confirms that a task was created.",
    &[
        field("success", Bool, "Whether the task was created.").always(),
        field("api_agent_task_id", Text, "The task's id, by which it is polled.").unit("UUID").always(),
        field("message", Text, "A text for people."),
    ],
);

const POSITION: Schema = Schema::new(
    "Position",
    "A position in a profile.",
    &[
        field("title", Text, "The job's title."),
        field("company_name", Text, "The employer's name."),
        field("location", Text, "Where the job is."),
        field("is_current", Bool, "Whether the person still has it."),
        field("start_year", Type::Integer, "The year it began."),
        field("start_month", Type::Integer, "The month it began, from 1."),
        field("end_year", Type::Integer, "The year it ended; `null` of a current one.").nullable(),
        field("end_month", Type::Integer, "The month it ended, from 1; `null` of a current one.").nullable(),
    ],
)
.complete();

const PROFILE: Schema = Schema::new(
    "Profile",
    "A profile on LinkedIn, as the acting account sees it.",
    &[
        field("full_name", Text, "First and last name.").alias("name"),
        field("headline", Text, "The profile's headline."),
        field("location", Text, "Where the person lives."),
        field("profile_slug", Text, "The part of the address after `linkedin.com/in/`."),
        field("profile_urn", Text, "`urn:li:fsd_profile:…`; absent in the older shape."),
        field("positions", List(&Object(&POSITION)), "The person's positions."),
    ],
);

const PROFILE_OUTPUT: Schema = Schema::new(
    "ProfileOutput",
    "The output of `fetchProfile`, in either of the two shapes that were seen; `readProfile` reads both.",
    &[
        field(
            "profile",
            Object(&PROFILE),
            "The profile, in the newer shape. The fields below are those of the older one.",
        ),
        field("name", Text, "First and last name."),
        field("headline", Text, "The profile's headline."),
        field("location", Text, "Where the person lives."),
        field("profile_url", Text, "The profile's address on LinkedIn."),
        field("connections", Type::Integer, "How many connections the person has."),
        field("followers", Type::Integer, "How many followers the person has."),
    ],
)
.nested("profile", &PROFILE);

const PROFILES_POSTS_OUTPUT: Schema = Schema::new(
    "ProfilesPostsOutput",
    "The output of `fetchProfilesPosts`. The fields of the posts are not documented, except for a URN usable as `social_urn`.",
    &[field("posts", List(&AnyObject), "The posts.")],
);

const CONNECTION: Schema = Schema::new("Connection", "A connection; its fields are not documented.", &[]);

const CONNECTIONS_OUTPUT: Schema = Schema::new(
    "ConnectionsOutput",
    "The output of `fetchConnections`. The name of the list and the fields of its items are not documented.",
    &[field("total", Type::Integer, "The size of this page.")],
);

const SENT_OUTPUT: Schema = Schema::new(
    "SentOutput",
    "The output of `sendMessage` and `sendConnectionRequest`.",
    &[field("sent", Bool, "Whether it was sent.").always()],
);

const UNDOCUMENTED_OUTPUT: Schema =
    Schema::new("UndocumentedOutput", "An output whose fields are not documented.", &[]);

pub(super) const TASK_OUTPUT: Schema = Schema::new(
    "TaskOutput",
    "The output of a task of an unknown kind: every field that was seen.",
    &[field("sent", Bool, "Whether the message or the invitation was sent.")],
)
.extends(&[&PROFILE_OUTPUT, &PROFILES_POSTS_OUTPUT, &CONNECTIONS_OUTPUT]);

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 10] = [
    Operation::new("linkedin.fetchProfile", Task, Post, "/linkedin-agent/fetch-profile", &[PROFILE_SLUG])
        .docs("Fetches a profile as the acting account sees it.", &TASK_CREATED).output(&PROFILE_OUTPUT)
        .errors(&[(400, "Missing or invalid 'profile_slug'")]),
    Operation::new("linkedin.fetchProfilesPosts", Task, Post, "/linkedin-agent/fetch-profiles-posts",
        &[body("profile_urns", TEXTS, "`urn:li:fsd_profile:…`, at least one; from fetchProfile.").required()])
        .docs("Fetches recent posts of profiles.", &TASK_CREATED).output(&PROFILES_POSTS_OUTPUT),
    Operation::new("linkedin.fetchCompany", Task, Post, "/linkedin-agent/fetch-company", &[COMPANY_SLUG])
        .docs("Fetches a company's page.", &TASK_CREATED).output(&UNDOCUMENTED_OUTPUT),
    Operation::new("linkedin.fetchCompanyPosts", Task, Post, "/linkedin-agent/fetch-company-posts", &[COMPANY_SLUG])
        .docs("Fetches a company's recent posts.", &TASK_CREATED).output(&UNDOCUMENTED_OUTPUT),
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
        .docs("Searches people; at least one filter is needed.", &TASK_CREATED).output(&UNDOCUMENTED_OUTPUT)
        .rules(&[AnyOf(&["keywords", "title", "company", "first_name", "last_name", "geo_urn", "current_company",
            "past_company", "industry", "school", "profile_language"])]),
    Operation::new("linkedin.fetchConnections", Task, Post, "/linkedin-agent/fetch-connections",
        &[
            body("keyword", ANY_TEXT, "Part of the name."),
            body("sort_type", StringEnum(&["RECENTLY_ADDED"]), "RECENTLY_ADDED is the only documented order. LinkedIn chooses when it is absent."),
            body("start", Integer(0, u32::MAX), "How many to skip.").default("0"),
            body("count", Integer(1, 100), "How many, up to 100.").default("40"),
        ])
        .docs("Fetches a page of the acting account's connections; `total` is the size of that page.", &TASK_CREATED).output(&CONNECTIONS_OUTPUT).items(&CONNECTION)
        .paged(&Paging::offset("start", "count", 40)),
    Operation::new("linkedin.sendMessage", WriteTask, Post, "/linkedin-agent/send-message",
        &[
            body("recipient_urn", ANY_TEXT, "A first-degree connection: `urn:li:person:…`, or a profile's URN.").required(),
            body("message", NonBlank { max: Some(10_000) }, "1 to 10,000 characters, not only white space.").required(),
        ])
        .docs("Sends a message to a first-degree connection. To anyone else the task fails, not the call.", &TASK_CREATED).output(&SENT_OUTPUT)
        .errors(&[(400, "Missing or invalid 'recipient_urn'"), (400, "Missing or invalid 'message'"),
            (400, "Message text is too long (max 10000 characters)"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.sendConnectionRequest", WriteTask, Post, "/linkedin-agent/send-connection-request",
        &[
            body("profile_urn", ANY_TEXT, "`urn:li:fsd_profile:…`, or the bare id.").required(),
            body("note", Trimmed { max: Some(300) }, "Up to 300 characters once trimmed; empty sends none."),
        ])
        .docs("Invites a person to connect.", &TASK_CREATED).output(&SENT_OUTPUT)
        .errors(&[(400, "Missing or invalid 'profile_urn'"), (400, "Invalid 'note': must be a string"),
            (400, "Invalid 'note': must be 300 characters or fewer"), (404, "No admin user found in the team"),
            (429, "LinkedIn invitation limit r…")]),
    Operation::new("linkedin.likePost", WriteTask, Post, "/linkedin-agent/like-post", &[SOCIAL_URN])
        .docs("Likes a post.", &TASK_CREATED).output(&UNDOCUMENTED_OUTPUT)
        .errors(&[(400, "Missing or invalid 'social_urn'"), (404, "No admin user found in the team")]),
    Operation::new("linkedin.commentPost", WriteTask, Post, "/linkedin-agent/comment-post", &[SOCIAL_URN, COMMENT])
        .docs("Comments on a post.", &TASK_CREATED).output(&UNDOCUMENTED_OUTPUT),
];
