use outx_client::types::*;
use outx_core::api::OPERATIONS;
use outx_core::call::validate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::json::Args;
use crate::list::ARGUMENTS;
use crate::sample;

/// Validates the arguments as the client does and returns them as JSON.
fn sent(operation: &str, args: &impl Serialize) -> Result<Value, String> {
    let args = serde_json::to_value(args).unwrap();
    let operation = OPERATIONS.iter().find(|row| row.name == operation).unwrap();
    validate(operation, &Args(Some(args.clone()))).map(|()| args)
}

#[test]
fn every_operation_with_more_than_an_id_has_a_struct() {
    let with_struct: Vec<_> = ARGUMENTS.iter().map(|(name, _)| *name).collect();
    let without = OPERATIONS.iter().map(|row| row.name).filter(|name| !with_struct.contains(name));
    let by_id = ["keyword", "people", "company", "reddit"]
        .map(|kind| ["list", "delete"].map(|verb| format!("watchlists.{kind}.{verb}")));
    let expected: Vec<_> = ["tasks.get".to_owned()]
        .into_iter()
        .chain(by_id.into_iter().flatten())
        .chain(["team.get".to_owned()])
        .collect();
    assert_eq!(without.collect::<Vec<_>>(), expected);
}

#[test]
fn arguments_are_written_as_the_api_documents_them() {
    #[derive(Deserialize)]
    struct Request {
        call: String,
        args: Value,
    }
    let requests: Vec<Request> = serde_json::from_str(include_str!("../../core/tests/fixtures/requests.json")).unwrap();
    let mut checked = 0;
    for Request { call, args } in &requests {
        if let Some((_, read)) = ARGUMENTS.iter().find(|(name, _)| name == call) {
            let written = read(args).unwrap_or_else(|(path, error)| panic!("{call}: {path}: {error}"));
            assert_eq!(written.to_string(), args.to_string(), "{call}");
            checked += 1;
        }
    }
    assert!(checked >= ARGUMENTS.len(), "only {checked} requests");
}

#[test]
fn every_parameter_is_a_field() {
    for (name, read) in ARGUMENTS {
        let operation = OPERATIONS.iter().find(|row| row.name == *name).unwrap();
        let args = sample::argument(operation.params);
        assert_eq!(read(&args), Ok(args), "{name}");
    }
}

#[test]
fn what_is_not_set_is_not_sent() {
    let args = SendOtpArgs { email: "ada@example.org".to_owned(), ..Default::default() };
    assert_eq!(sent("auth.sendOtp", &args), Ok(json!({ "email": "ada@example.org" })));
    assert_eq!(sent("linkedin.fetchConnections", &FetchConnectionsArgs::default()), Ok(json!({})));
    assert_eq!(
        sent("linkedin.fetchProfile", &FetchProfileArgs::new("ada-example")),
        Ok(json!({ "profile_slug": "ada-example" }))
    );
}

#[test]
fn values_convert_from_what_callers_have() {
    let args = ListPostsArgs {
        labels: Some(["job", "lead"].into()),
        people_slug: Some("ada-example".into()),
        lang: Some(true.into()),
        sort_by: Some(SortBy::PopularFirst),
        post_type: Some("carousel".into()),
        ..ListPostsArgs::new("5c0e")
    };
    let expected = json!({ "watchlist_id": "5c0e", "labels": ["job", "lead"], "people_slug": "ada-example", "lang": true,
        "post_type": "carousel", "sort_by": "popular_first" });
    assert_eq!(sent("posts.list", &args), Ok(expected));
    assert_eq!(SortBy::PopularFirst.to_string(), "popular_first");

    let keyword = Keyword { excluded_keywords: vec!["game".to_owned()], ..Keyword::new("rust") };
    let args = CreateKeywordWatchlistArgs::from_keywords([KeywordEntry::from("wasm"), keyword.into()]);
    let expected = json!({ "keywords": ["wasm", { "keyword": "rust", "excluded_keywords": ["game"] }] });
    assert_eq!(sent("watchlists.keyword.create", &args), Ok(expected));

    let clears =
        UpdatePeopleWatchlistArgs { slack_webhook_url: Some(Nullable::Null), ..UpdatePeopleWatchlistArgs::new("5c0e") };
    assert_eq!(sent("watchlists.people.update", &clears), Ok(json!({ "id": "5c0e", "slack_webhook_url": null })));
    let read: UpdatePeopleWatchlistArgs =
        serde_json::from_value(json!({ "id": "5c0e", "slack_webhook_url": null })).unwrap();
    assert_eq!(read, clears, "null is not the same as absent");
}

#[test]
fn wrong_values_have_the_text_of_the_argument_check() {
    let args = UpdatePeopleWatchlistArgs { fetch_freq_in_hours: Some(5), ..UpdatePeopleWatchlistArgs::new("5c0e") };
    assert_eq!(
        sent("watchlists.people.update", &args).unwrap_err(),
        "fetchFreqInHours must be one of 1, 3, 6, 12, 24, 48, 72, got 5"
    );
    let error = sent("linkedin.fetchProfile", &FetchProfileArgs::default()).unwrap_err();
    assert_eq!(error, "profile_slug must be a slug such as ada-example, not a URL, got \"\"");
    let both = CreateRedditWatchlistArgs {
        prompt: Some("jobs".to_owned()),
        ..CreateRedditWatchlistArgs::from_keywords(["rust"])
    };
    assert_eq!(
        sent("watchlists.reddit.create", &both).unwrap_err(),
        "exactly one of keywords, prompt is required, got both"
    );
}
