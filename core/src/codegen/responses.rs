//! The schemas of responses, as far as the API is documented.
//!
//! Nothing is required and further fields are allowed: the documentation contradicts itself in places (docs/api.md,
//! "Contradictions"), and a client that rejected a response for an unexpected field would fail where a raw `fetch` works.

use serde_json::{Map, Value, json};

/// Named schemas of responses, for `components.schemas`.
pub fn schemas() -> Map<String, Value> {
    let Value::Object(schemas) = json!({
        "Error": object(&[
            ("error", text()), ("code", text_of("Set by a gateway; one of the client's error codes.")),
            ("request_id", text_of("Set by a gateway.")),
        ]),
        "OtpSent": object(&[
            ("success", flag()), ("email", text()),
            ("sign_in", text_of("Set by a gateway when the request has `x-outx-session: token`. The client sends it with the code.")),
        ]),
        "OtpVerified": object(&[
            ("user", object(&[("id", text()), ("full_name", text()), ("email", text())])),
            ("team", object(&[
                ("id", text()), ("name", text()), ("api_key", text_of("The team's key. A gateway removes it.")),
            ])),
            ("session", object(&[
                ("token", text_of("Set by a gateway when the request has `x-outx-session: token`.")),
                ("expires_at", number_of("Milliseconds since 1970.")),
            ])),
        ]),
        "TaskCreated": object(&[("success", flag()), ("api_agent_task_id", text()), ("message", text())]),
        "TaskStatus": object(&[
            ("success", flag()),
            ("data", object(&[
                ("id", text()),
                ("status", text_of("`pending`, `processing`, `completed`, `failed`; others mean: not ended.")),
                ("task_input", object(&[
                    ("task_type", text_of("Such as `agent_profile_fetch`, `agent_send_message`.")),
                    ("profile_slug", text()), ("recipient_urn", text()), ("message", text()), ("count", number()),
                ])),
                ("task_output", json!({ "anyOf": [reference("TaskOutput"), { "type": "null" }] })),
            ])),
        ]),
        "TaskOutput": object(&[
            ("profile", reference("Profile")), ("name", text()), ("headline", text()), ("location", text()),
            ("profile_url", text()), ("connections", number()),
            ("followers", number()), ("posts", list(any_of("A post; its fields are not documented."))),
            ("total", number_of("Of fetch-connections: the size of this page.")), ("sent", flag()),
        ]),
        "Profile": object(&[
            ("full_name", text()), ("headline", text()), ("location", text()), ("profile_slug", text()), ("profile_urn", text()),
            ("positions", list(object(&[
                ("title", text()), ("company_name", text()), ("location", text()), ("is_current", flag()),
                ("start_year", number()), ("start_month", number()), ("end_year", maybe_number()),
                ("end_month", maybe_number()),
            ]))),
        ]),
        "Watchlist": object(&[
            ("id", text()), ("name", text()), ("slug", text()), ("type", text_of("`keyword`, `people`, `company`, `reddit`.")),
            ("fetchFreqInHours", number()), ("keywords", list(any_of("A string or an object."))), ("createdAt", text_of("ISO 8601.")),
            ("description", text()), ("labels", list(any_of("A label."))), ("disable", flag()), ("prompt", text()),
            ("profiles_count", number()), ("companies_count", number()), ("lists", list(any_of("Not documented."))),
            ("keyword_tracking", list(any_of("Per-keyword rules; not documented."))),
        ]),
        "WatchlistList": object(&[("watchlists", list(reference("Watchlist"))), ("count", number())]),
        "WatchlistFound": { "anyOf": [reference("WatchlistList"), reference("Watchlist")] },
        "WatchlistCreated": object(&[
            ("id", text()), ("name", text()), ("slug", text()), ("type", text()), ("keywords", list(any_of("A keyword."))),
            ("fetchFreqInHours", number()), ("prompt", text()), ("created", flag()), ("message", text()),
        ]),
        "WatchlistUpdated": object(&[
            ("id", text()), ("name", text()), ("fetchFreqInHours", number()), ("disable", flag()), ("prompt", text()),
            ("updated", flag()), ("message", text()),
        ]),
        "WatchlistDeleted": object(&[("id", text()), ("deleted", flag()), ("message", text())]),
        "Post": object(&[
            ("id", text()), ("source", text_of("The site of the post; follows the watchlist's type.")), ("linkedin_post_url", text()), ("content", text()),
            ("created_at", number_of("Milliseconds since 1970.")), ("likes_count", number()), ("shares_count", number()),
            ("comments_count", number()), ("bookmark", flag()), ("post_type", maybe_text()), ("linkedin_post_urn", text()),
            ("language", text()), ("tags", list(text())), ("videos", any_of("Not documented; may be null.")),
        ]),
        "PostList": object(&[("data", list(reference("Post")))]),
        "Interaction": object(&[
            ("id", text()), ("text", text()), ("interaction_type", text_of("`like` or `comment`.")),
            ("created_at", number_of("Milliseconds since 1970.")),
            ("author", object(&[
                ("id", text()), ("full_name", text()), ("author_slug", text()), ("headline", text()),
                ("author_type", text_of("`user` or a company.")),
            ])),
            ("post", reference("Post")),
        ]),
        "InteractionList": object(&[("data", list(reference("Interaction")))]),
        "Receipt": object(&[
            ("success", flag()), ("message", text()), ("task_id", text_of("Its progress cannot be read.")),
        ]),
        "Team": object(&[]),
    }) else {
        unreachable!("the macro was given an object")
    };
    schemas
}

fn object(fields: &[(&str, Value)]) -> Value {
    let properties: Map<_, _> = fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": true })
}

/// A reference to a named schema.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn text_of(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn number() -> Value {
    json!({ "type": "number" })
}

fn number_of(description: &str) -> Value {
    json!({ "type": "number", "description": description })
}

fn maybe_number() -> Value {
    json!({ "type": ["number", "null"] })
}

fn maybe_text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn any_of(description: &str) -> Value {
    json!({ "description": description })
}
