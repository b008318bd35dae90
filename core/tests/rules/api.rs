use std::collections::HashSet;

use outx_core::api::operation::{Kind, Place, Rule};
use outx_core::api::{OPERATIONS, by_name, route};
use serde::Deserialize;

/// A request that was copied by hand from the documentation of the API (docs/api.md). The requests have the order of its index, and the
/// first one of each operation has the operation's kind.
#[derive(Deserialize)]
struct Documented {
    call: String,
    request: String,
    kind: Option<String>,
}

#[test]
fn operations_are_those_of_the_reference_in_its_order() {
    let rows: Vec<String> = OPERATIONS
        .iter()
        .map(|row| format!("{} {} {} {}", row.method.as_str(), row.path, row.kind.as_str(), row.name))
        .collect();
    let documented: Vec<Documented> = serde_json::from_str(include_str!("../fixtures/requests.json")).unwrap();
    let documented = documented.iter().filter_map(|it| {
        let request = it.request.split('?').next()?;
        Some(format!("{request} {} {}", it.kind.as_ref()?, it.call))
    });
    assert_eq!(rows, documented.collect::<Vec<_>>());
}

#[test]
fn an_operation_is_found_by_name_by_index_and_by_request() {
    for (index, row) in OPERATIONS.iter().enumerate() {
        assert_eq!(row.index(), index);
        assert_eq!(by_name(row.name).map(|found| found.index()), Some(index));
        assert_eq!(route(row.method.as_str(), row.path).map(|found| found.index()), Some(index), "{}", row.name);
    }
    assert!(by_name("posts.List").is_none());
}

#[test]
fn method_and_path_are_matched_exactly() {
    for path in ["/api-team/", "//api-team", "/API-team", "/api-team?", "/api%2dteam", "/./api-team", "api-team", ""] {
        assert!(route("GET", path).is_none(), "{path}");
    }
    for method in ["get", "HEAD", "OPTIONS", "POST", "PATCH", ""] {
        assert!(route(method, "/api-team").is_none(), "{method}");
    }
    assert!(route("POST", "/api-keyword-watchlist-prompt").is_none(), "removed from the API");
}

#[test]
fn parameters_of_post_and_put_are_in_the_body_and_others_in_the_query() {
    for row in &OPERATIONS {
        let place = if matches!(row.method.as_str(), "POST" | "PUT") { Place::Body } else { Place::Query };
        assert!(row.params.iter().all(|param| param.place == place), "{}", row.name);
        assert_eq!(row.has_body(), place == Place::Body, "{}", row.name);
        let names: HashSet<_> = row.params.iter().map(|param| param.name).collect();
        assert_eq!(names.len(), row.params.len(), "{} has a name twice", row.name);
    }
}

#[test]
fn rules_and_paging_name_parameters_that_exist() {
    for row in &OPERATIONS {
        let named: Vec<&str> = row
            .rules
            .iter()
            .flat_map(|rule| match *rule {
                Rule::AnyOf(names) | Rule::OneOf(names) => names.to_vec(),
                Rule::RequiredWhen(name, other, _) => vec![name, other],
                // A rule that two kinds of watchlists share may name parameters that only one of them has.
                Rule::ConflictsWith(name, _) => vec![name],
            })
            .chain(row.paging.iter().flat_map(|paging| [paging.cursor, paging.size]))
            .collect();
        assert!(named.iter().all(|name| row.param(name).is_some()), "{}: {named:?}", row.name);
    }
}

#[test]
fn action_auth_and_retry_follow_from_kind_and_group() {
    for row in &OPERATIONS {
        // Tasks, likes and comments act on LinkedIn. A poll reads stored state only (docs/api.md, Limits).
        assert_eq!(row.action, row.kind.is_task() || row.name.starts_with("engagement."), "{}", row.name);
        assert_eq!(row.auth, !row.name.starts_with("auth."), "{}", row.name);
        assert_eq!(row.retry, row.auth, "{}", row.name);
        assert!(row.kind == Kind::Read || row.method.as_str() != "GET", "{}", row.name);
    }
}

#[test]
fn only_list_parameters_repeat_in_a_query() {
    let repeated: Vec<_> = OPERATIONS
        .iter()
        .flat_map(|row| row.params.iter().filter(|param| param.place == Place::Query && param.repeats()))
        .map(|param| param.name)
        .collect();
    assert_eq!(repeated, ["labels", "people_slug", "company_slug", "actor_ids"]);
}
