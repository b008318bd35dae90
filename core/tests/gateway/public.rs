use outx_core::gateway::auth::public::{PublicOperation, check, is_listed};
use outx_core::operations::by_name;

fn entries(list: &[&str]) -> Vec<PublicOperation> {
    list.iter().map(|entry| PublicOperation::parse(entry).unwrap()).collect()
}

fn allows(list: &[&str], query: &str) -> bool {
    check(&entries(list), by_name("posts.list").unwrap(), query).is_ok()
}

#[test]
fn a_pinned_parameter_must_be_given_once_with_its_value() {
    let pinned = &["posts.list?watchlist_id=abc%2F1&is_saved=true"];
    for query in [
        "watchlist_id=abc%2F1&is_saved=true",
        "is_saved=true&watchlist_id=abc%2f1&page=2",
        "watchlist_id=abc/1&is_saved=true",
        "watchlist_id=%61bc%2f1&is_saved=tru%65",
    ] {
        assert!(allows(pinned, query), "{query}");
    }
    for query in [
        "",
        "watchlist_id=abc%2F1",
        "is_saved=true",
        "watchlist_id=other&is_saved=true",
        "watchlist_id=abc%2F1&watchlist_id=abc%2F1&is_saved=true",
        "watchlist_id=abc%2F1&is_saved=true&watchlist_id=other",
        "watchlist_id=other&is_saved=true&watchlist_id=abc%2F1",
        "watchlist_id=ABC%2F1&is_saved=true",
        "watchlist_id=abc%252F1&is_saved=true",
        "watchlist_id=abc%2F1,other&is_saved=true",
        "watchlist_id=abc%2F1%00&is_saved=true",
        "watchlist_id&is_saved=true",
        "watchlist_id=&is_saved=true",
        "watchlist%5Fid=abc%2F1&is_saved=true",
        "Watchlist_id=abc%2F1&is_saved=true",
        "watchlist_id[]=abc%2F1&is_saved=true",
        "watchlist_id=abc%2F1%&is_saved=true",
    ] {
        assert!(!allows(pinned, query), "{query}");
    }
}

#[test]
fn a_plus_matches_no_pinned_value_because_servers_read_it_in_two_ways() {
    let pinned = &["posts.list?search_term=a%20b"];
    assert!(allows(pinned, "search_term=a%20b"));
    assert!(!allows(pinned, "search_term=a+b"));
    assert!(!allows(&["posts.list?search_term=a%2Bb"], "search_term=a+b"));
    assert!(allows(&["posts.list?search_term=a%2Bb"], "search_term=a%2Bb"));
}

#[test]
fn one_of_several_entries_of_an_operation_is_enough() {
    let pinned = &["posts.list?watchlist_id=a", "posts.list?watchlist_id=b"];
    assert!(allows(pinned, "watchlist_id=a") && allows(pinned, "page=1&watchlist_id=b"));
    assert!(!allows(pinned, "watchlist_id=c") && !allows(pinned, "watchlist_id=a&watchlist_id=b"));
}

#[test]
fn the_error_names_the_parameters_and_not_their_values() {
    let listed = entries(&["posts.list?watchlist_id=canary&page=1"]);
    let error = check(&listed, by_name("posts.list").unwrap(), "watchlist_id=x").unwrap_err();
    assert_eq!((error.status, error.code.as_str()), (403, "access_denied"));
    assert_eq!(
        error.text,
        "posts.list is public only with watchlist_id, page given once, at the value that PUBLIC_OPERATIONS pins"
    );
    let error = check(&listed, by_name("team.get").unwrap(), "").unwrap_err();
    assert_eq!(error.text, "team.get is not public (PUBLIC_OPERATIONS)");
    assert!(is_listed(&listed, by_name("posts.list").unwrap()) && !is_listed(&listed, by_name("team.get").unwrap()));
}

#[test]
fn a_wrong_entry_is_rejected_with_the_reason() {
    let query = "watchlist_id, page, page_size, labels, people_slug, company_slug, search_term, is_saved, lang, start_date, end_date, \
        post_type, sort_by, seniority_level, trending, interacted, linkedin_post_slug";
    for (entry, reason) in [
        ("posts.lists", "(posts.lists) names no operation; use names such as posts.list".to_owned()),
        ("outx_secret0key1", "names no operation; use names such as posts.list".to_owned()),
        ("auth.sendOtp", "(auth.sendOtp) belongs to session access and cannot be public".to_owned()),
        (
            "posts.list?watchlist=a",
            format!("(posts.list) pins watchlist, which is no parameter of it; its query parameters are: {query}"),
        ),
        (
            "posts.list?outx_secret0key1=a",
            format!("(posts.list) pins what is no parameter of it; its query parameters are: {query}"),
        ),
        ("posts.list?", format!("(posts.list) pins what is no parameter of it; its query parameters are: {query}")),
        ("team.get?id=1", "(team.get) pins id, which is no parameter of it; its query parameters are: none".to_owned()),
        (
            "engagement.like?post_id=1",
            "(engagement.like) pins post_id, which is no query parameter; only query parameters can be pinned"
                .to_owned(),
        ),
        ("posts.list?page=1&page=2", "(posts.list) pins page twice; pin it once".to_owned()),
        ("posts.list?page=", "(posts.list) pins page to no value, or to a badly percent-encoded one".to_owned()),
        ("posts.list?page=%zz", "(posts.list) pins page to no value, or to a badly percent-encoded one".to_owned()),
    ] {
        assert_eq!(PublicOperation::parse(entry).unwrap_err(), reason, "{entry}");
    }
}
