use outx_core::call::{Value, ValueKind, decode_slugs, validate};
use serde_json::{Value as Json, json};

use crate::util::{Args, accepts, op, rejects};

const KEYWORD: &str = "watchlists.keyword.create";
const SEARCH: &str = "linkedin.searchProfiles";
const POSTS: &str = "posts.list";

#[test]
fn an_option_among_the_arguments_is_named_as_one() {
    let text = "retry is a call option, not an argument: give it in the last argument";
    rejects("team.get", json!({ "retry": false }), text);
    let nested = json!({ "keywords": [{ "keyword": "a", "retry": 1 }] });
    let text = "keywords[0].retry is not an argument; there are: keyword, required_keywords, excluded_keywords, include_all_required";
    rejects("watchlists.keyword.create", nested, text);
}

#[test]
fn an_error_names_the_field_the_value_and_what_is_allowed() {
    rejects(
        KEYWORD,
        json!({ "keywords": ["rust"], "fetchFreqInHours": 5 }),
        "fetchFreqInHours must be one of 1, 3, 6, 12, 24, 48, 72, got 5",
    );
    rejects(
        KEYWORD,
        json!({ "keywords": [{ "keyword": 7 }] }),
        "keywords[0].keyword must be a string that is not only white space, got 7",
    );
}

#[test]
fn the_interval_is_one_of_the_documented_hours() {
    for hours in [1, 3, 6, 12, 24, 48, 72] {
        accepts(KEYWORD, json!({ "keywords": ["rust"], "fetchFreqInHours": hours }));
    }
    let hours = |given, got: &str| {
        let message = format!("fetchFreqInHours must be one of 1, 3, 6, 12, 24, 48, 72, got {got}");
        rejects(KEYWORD, json!({ "keywords": ["rust"], "fetchFreqInHours": given }), &message);
    };
    hours(json!(0), "0");
    hours(json!(-1), "-1");
    hours(json!(1.5), "a fraction");
    hours(json!("6"), "\"6\"");
    hours(json!(null), "null");
    hours(json!(true), "true");
}

#[test]
fn unknown_and_missing_arguments_are_rejected() {
    rejects(
        "auth.sendOtp",
        json!({ "email": "ada@example.org", "name": "Ada" }),
        "name is not an argument; there are: email, full_name",
    );
    rejects("team.get", json!({ "id": "x" }), "id is not an argument; there are: none");
    rejects("tasks.get", json!({}), "api_agent_task_id is required");
    rejects("tasks.get", json!([]), "arguments must be an object, got an empty list");
    rejects("tasks.get", json!("x"), "arguments must be an object, got \"x\"");
    accepts("team.get", json!({}));
    assert!(validate(op("team.get"), &Args(None)).is_ok());
    assert_eq!(
        validate(op("tasks.get"), &Args(None)).unwrap_err(),
        "api_agent_task_id is required",
        "no arguments at all are an empty object"
    );
}

#[test]
fn one_time_codes_are_never_repeated() {
    let verify = |otp| json!({ "email": "ada@example.org", "otp": otp });
    accepts("auth.verifyOtp", verify(json!("012345")));
    let rejected = |otp, got: &str| {
        rejects("auth.verifyOtp", verify(otp), &format!("otp must be a string of 6 digits, got {got}"))
    };
    rejected(json!(12345), "a number");
    rejected(json!("12345"), "another string");
    rejected(json!("12345x"), "another string");
    rejected(json!("١٢٣٤٥٦"), "another string");
}

#[test]
fn an_email_address_has_one_user_and_a_domain() {
    for email in ["ada@example.org", "ada+outx@mail.example.co.uk", "ä@exämple.org"] {
        accepts("auth.sendOtp", json!({ "email": email }));
    }
    for email in ["", "ada", "@example.org", "ada@host", "ada@example.org, eve@example.org", "ada @example.org"] {
        rejects(
            "auth.sendOtp",
            json!({ "email": email }),
            &format!("email must be an e-mail address, got \"{email}\""),
        );
    }
}

#[test]
fn messages_and_notes_have_a_length() {
    let message = |text: &str| json!({ "recipient_urn": "urn:li:person:A", "message": text });
    let allowed = "message must be a string of 1 to 10000 characters that is not only white space";
    accepts("linkedin.sendMessage", message("x"));
    accepts("linkedin.sendMessage", message(&"é".repeat(10_000)));
    rejects("linkedin.sendMessage", message(&"x".repeat(10_001)), &format!("{allowed}, got 10001 characters"));
    rejects("linkedin.sendMessage", message(""), &format!("{allowed}, got \"\""));
    rejects("linkedin.sendMessage", message(" \n\u{a0}"), &format!("{allowed}, got \" \n\u{a0}\""));

    let note = |text: &str| json!({ "profile_urn": "ACoAA", "note": text });
    accepts("linkedin.sendConnectionRequest", note(""));
    accepts("linkedin.sendConnectionRequest", note("   "));
    accepts("linkedin.sendConnectionRequest", note(&format!("  {}  ", "x".repeat(300))));
    rejects(
        "linkedin.sendConnectionRequest",
        note(&"x".repeat(301)),
        "note must be a string of at most 300 characters once trimmed, got 301 characters",
    );
}

#[test]
fn slugs_and_ids_are_not_addresses() {
    for (operation, field) in [
        ("linkedin.fetchProfile", "profile_slug"),
        ("linkedin.fetchCompany", "company_slug"),
        ("linkedin.fetchCompanyPosts", "company_slug"),
    ] {
        accepts(operation, json!({ field: "ada-example" }));
        accepts(operation, json!({ field: "zoë-%C3%A9" }));
        let allowed = format!("{field} must be a slug such as ada-example, not a URL");
        rejects(operation, json!({ field: "linkedin.com/in/ada" }), &format!("{allowed}, got \"linkedin.com/in/ada\""));
        rejects(operation, json!({ field: "" }), &format!("{allowed}, got \"\""));
        for slug in ["%zz", "%C3", "r%C3%A9da%2", "..", ".", "@ada-example", "a%2Fb", "%20"] {
            rejects(operation, json!({ field: slug }), &format!("{allowed}, got \"{slug}\""));
        }
    }
    rejects(
        "engagement.like",
        json!({ "post_id": "urn:li:activity:7", "user_email": "ada@example.org" }),
        "post_id must be an id of outx, not a urn, got \"urn:li:activity:7\"",
    );
}

const NOT_SLUGS: [&str; 11] =
    ["", "%zz", "%C3", "r%C3%A9da%2", "..", ".", "@ada-example", "a/b", "a%2Fb", "%20", "https://example.com/in/ada"];

#[test]
fn slugs_in_lists_follow_the_same_rule() {
    for field in ["people_slug", "company_slug"] {
        let of = |slugs: Json| json!({ "watchlist_id": "w", field: slugs });
        for slugs in [json!("ada-example"), json!("zo%C3%AB"), json!(["ada-example", "zoë", "r%C3%A9da"])] {
            accepts("posts.list", of(slugs));
        }
        let allowed = "must be a slug such as ada-example, not a URL";
        for slug in NOT_SLUGS {
            rejects("posts.list", of(json!(["ada", slug])), &format!("{field}[1] {allowed}, got \"{slug}\""));
            rejects(
                "posts.list",
                of(json!(slug)),
                &format!("{field} {allowed} or a list of at least 1, got \"{slug}\""),
            );
        }
    }
}

#[test]
fn watchlists_take_slugs_and_linkedin_addresses() {
    for (operation, field, folder) in
        [("watchlists.people.create", "profiles", "in"), ("watchlists.company.create", "companies", "company")]
    {
        for text in [
            "ada-example",
            "zo%C3%AB",
            &format!("https://www.linkedin.com/{folder}/ada-example"),
            &format!("https://de.linkedin.com/{folder}/r%C3%A9da/?trk=a%20b#top"),
            &format!("linkedin.com/{folder}/ada-example?x=1"),
        ] {
            accepts(operation, json!({ field: [text] }));
        }
        let allowed = format!("{field}[0] must be a linkedin address or the last part of one");
        let addresses = ["", "%zz", "..", "@ada", "a%2Fb"].map(|slug| format!("linkedin.com/{folder}/{slug}"));
        let others = [format!("linkedin.com/{folder}"), format!("linkedin.com/{folder}/ada?x=100%")];
        for text in NOT_SLUGS.map(str::to_owned).iter().chain(&addresses).chain(&others) {
            rejects(operation, json!({ field: [text] }), &format!("{allowed}, got \"{text}\""));
        }
    }
}

#[test]
fn arguments_of_the_body_that_hold_slugs_are_decoded() {
    let decoded = |operation: &str, args: Json| {
        let mut names = Vec::new();
        decode_slugs(op(operation), &Args(Some(args)), |name| names.push(name));
        names
    };
    assert_eq!(decoded("linkedin.fetchProfile", json!({ "profile_slug": "ada" })), ["profile_slug"]);
    assert_eq!(decoded("linkedin.fetchCompany", json!({ "company_slug": "acme" })), ["company_slug"]);
    assert_eq!(decoded("linkedin.fetchCompanyPosts", json!({ "company_slug": "acme" })), ["company_slug"]);
    assert_eq!(decoded("watchlists.people.create", json!({ "profiles": ["ada"] })), ["profiles"]);
    assert_eq!(decoded("watchlists.company.create", json!({ "companies": ["acme"] })), ["companies"]);
    let query = json!({ "watchlist_id": "w", "people_slug": "ada", "company_slug": ["acme"] });
    assert!(decoded("posts.list", query).is_empty(), "the target has them decoded");
    assert!(
        decoded("linkedin.likePost", json!({ "social_urn": "urn:%41" })).is_empty(),
        "no other argument is decoded"
    );
}

#[test]
fn a_long_value_is_cut_in_the_error() {
    let slug = format!("https://{}", "é".repeat(60));
    let shown: String = slug.chars().take(40).collect();
    rejects(
        "linkedin.fetchProfile",
        json!({ "profile_slug": slug }),
        &format!("profile_slug must be a slug such as ada-example, not a URL, got \"{shown}…\""),
    );
}

#[test]
fn a_search_needs_a_filter() {
    let message = "at least one of keywords, title, company, first_name, last_name, geo_urn, current_company, past_company, \
        industry, school, profile_language is required";
    rejects(SEARCH, json!({}), message);
    rejects(SEARCH, json!({ "count": 25 }), message);
    accepts(SEARCH, json!({ "geo_urn": ["103644278"], "count": 50 }));
    rejects(SEARCH, json!({ "title": "cto", "count": 51 }), "count must be a whole number from 1 to 50, got 51");
    rejects(SEARCH, json!({ "geo_urn": [] }), "geo_urn must be a list of at least 1, got an empty list");
    rejects(SEARCH, json!({ "geo_urn": "103644278" }), "geo_urn must be a list of at least 1, got \"103644278\"");
    rejects(SEARCH, json!({ "geo_urn": ["1", 2] }), "geo_urn[1] must be a string that is not only white space, got 2");
}

#[test]
fn a_watchlist_is_created_from_keywords_or_a_prompt() {
    for kind in [KEYWORD, "watchlists.reddit.create"] {
        accepts(
            kind,
            json!({ "keywords": ["rust", { "keyword": "wasm", "required_keywords": [], "include_all_required": true }] }),
        );
        accepts(kind, json!({ "prompt": "posts about https://example.org", "name": "Example" }));
        rejects(kind, json!({}), "exactly one of keywords, prompt is required, got neither");
        rejects(
            kind,
            json!({ "keywords": ["a"], "prompt": "b" }),
            "exactly one of keywords, prompt is required, got both",
        );
        rejects(kind, json!({ "prompt": "b", "labels": [] }), "labels cannot be given together with prompt");
        rejects(kind, json!({ "keywords": [] }), "keywords must be a list of at least 1, got an empty list");
        rejects(kind, json!({ "keywords": [{}] }), "keywords[0].keyword is required");
        rejects(
            kind,
            json!({ "keywords": ["a", 7] }),
            "keywords[1] must be a string that is not only white space or an object, got 7",
        );
        rejects(
            kind,
            json!({ "keywords": [{ "keyword": "a", "include_all_required": "yes" }] }),
            "keywords[0].include_all_required must be true or false, got \"yes\"",
        );
    }
}

#[test]
fn a_label_is_an_object_with_known_fields() {
    let with = |labels| json!({ "keywords": ["rust"], "labels": labels });
    accepts(KEYWORD, with(json!([])));
    accepts(KEYWORD, with(json!([{ "name": "hiring", "description": "", "default": true }, { "key": "news" }])));
    rejects(KEYWORD, with(json!(["hiring"])), "labels[0] must be an object, got \"hiring\"");
    rejects(
        KEYWORD,
        with(json!([{ "title": "x" }])),
        "labels[0].title is not an argument; there are: name, key, description, default",
    );
}

#[test]
fn an_update_has_fields_or_a_prompt() {
    for kind in ["keyword", "reddit"] {
        let update = format!("watchlists.{kind}.update");
        let at_least =
            "at least one of name, fetchFreqInHours, disable, slack_webhook_url, keywords, labels, prompt is required";
        accepts(&update, json!({ "id": "w", "prompt": "again" }));
        accepts(&update, json!({ "id": "w", "slack_webhook_url": null }));
        rejects(&update, json!({ "id": "w" }), at_least);
        rejects(&update, json!({ "name": "x" }), "id is required");
        rejects(
            &update,
            json!({ "id": "w", "prompt": "again", "name": "x" }),
            "name cannot be given together with prompt",
        );
    }
    for kind in ["people", "company"] {
        let update = format!("watchlists.{kind}.update");
        accepts(&update, json!({ "id": "w", "disable": false }));
        rejects(
            &update,
            json!({ "id": "w" }),
            "at least one of name, fetchFreqInHours, disable, slack_webhook_url is required",
        );
        rejects(&update, json!({ "id": "w", "disable": "yes" }), "disable must be true or false, got \"yes\"");
    }
    accepts("watchlists.reddit.update", json!({ "id": "w", "keywords": ["rust"], "append": true }));
    rejects(
        "watchlists.people.update",
        json!({ "id": "w", "slack_webhook_url": 1 }),
        "slack_webhook_url must be a string that is not only white space or null, got 1",
    );
}

#[test]
fn the_filters_of_posts_are_validated() {
    let with = |name: &str, value| json!({ "watchlist_id": "w", name: value });
    for (name, value) in [
        ("page", json!(1)),
        ("page_size", json!(100)),
        ("labels", json!(["a", "b"])),
        ("labels", json!("a")),
        ("lang", json!(true)),
        ("lang", json!("en")),
        ("lang", json!("fr")),
        ("start_date", json!("2024-02-29")),
        ("end_date", json!("2000-02-29")),
        ("sort_by", json!("relevance_first")),
        ("post_type", json!("something new")),
    ] {
        accepts(POSTS, with(name, value));
    }
    rejects(POSTS, with("page", json!(0)), "page must be a whole number from 1, got 0");
    rejects(POSTS, with("page_size", json!(101)), "page_size must be a whole number from 1 to 100, got 101");
    rejects(POSTS, with("is_saved", json!("true")), "is_saved must be true or false, got \"true\"");
    rejects(
        POSTS,
        with("lang", json!(1)),
        "lang must be a string that is not only white space or true or false, got 1",
    );
    for date in [
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-1-1",
        "2024-00-10",
        "24-01-01",
        "2024-01-01T00:00:00Z",
        "2024-01-0é",
    ] {
        rejects(
            POSTS,
            with("start_date", json!(date)),
            &format!("start_date must be a date as YYYY-MM-DD, got \"{date}\""),
        );
    }
}

#[test]
fn a_company_acts_under_its_title() {
    for (operation, mut args) in [
        ("engagement.like", json!({ "post_id": "p", "user_email": "ada@example.org" })),
        ("engagement.comment", json!({ "post_id": "p", "user_email": "ada@example.org", "comment_text": "nice" })),
    ] {
        accepts(operation, args.clone());
        args["actor_type"] = json!("company");
        rejects(operation, args.clone(), "company_title is required when actor_type is \"company\"");
        args["company_title"] = json!("Acme");
        accepts(operation, args.clone());
        args["actor_type"] = json!("admin");
        rejects(operation, args, "actor_type must be one of user, company, got \"admin\"");
    }
}

/// A value that JSON does not have, by its kind: `undefined`, a function, infinity, or an object whose field `extra` is `undefined`.
struct Odd(ValueKind);

impl Value for Odd {
    fn kind(&self) -> ValueKind {
        self.0
    }
    fn text(&self) -> Option<String> {
        None
    }
    fn number(&self) -> Option<f64> {
        (self.0 == ValueKind::Number).then_some(f64::INFINITY)
    }
    fn bool(&self) -> Option<bool> {
        None
    }
    fn len(&self) -> usize {
        0
    }
    fn item(&self, _: usize) -> Self {
        Self(ValueKind::Missing)
    }
    fn field(&self, _: &str) -> Self {
        Self(ValueKind::Missing)
    }
    fn names(&self) -> Vec<String> {
        vec!["extra".to_owned()]
    }
}

#[test]
fn values_that_json_does_not_have_are_described_or_ignored() {
    let of = |operation, kind| validate(op(operation), &Odd(kind));
    assert_eq!(of("team.get", ValueKind::Object), Ok(()), "an extra `undefined` asks for nothing");
    assert_eq!(
        of("team.get", ValueKind::Other),
        Err("arguments must be an object, got something that is not JSON".to_owned())
    );
    assert_eq!(
        of("team.get", ValueKind::Number),
        Err("arguments must be an object, got a number that is not finite".to_owned())
    );
    assert_eq!(of("watchlists.people.list", ValueKind::Object), Ok(()), "what is `undefined` is not given");
}

#[test]
fn a_page_number_is_a_whole_number_from_1() {
    let page = |page, got: &str| {
        let message = format!("page must be a whole number from 1, got {got}");
        rejects(POSTS, json!({ "watchlist_id": "w", "page": page }), &message);
    };
    page(json!(-3), "-3");
    page(json!(2.5), "a fraction");
    page(json!(4_294_967_296_u64), "4294967296");
    page(json!(1e300), "a number of more than 15 digits");
}
