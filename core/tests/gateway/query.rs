use outx_core::error::Code;
use outx_core::gateway::http::query::check;
use outx_core::operations::by_name;

/// The error text of a query of `posts.list`; `None` for a query that is accepted.
fn rejection(query: &str) -> Option<String> {
    let error = check(by_name("posts.list").unwrap(), query).err()?;
    assert_eq!((error.status, error.code), (400, Code::InvalidRequest), "{query}");
    Some(error.text.into_owned())
}

#[test]
fn a_query_with_an_unknown_repeated_or_badly_encoded_parameter_is_rejected() {
    let long = format!("search_term={}", "a".repeat(5_000));
    for (query, text) in [
        ("bogus=1", r#"posts.list has no query parameter "bogus""#),
        ("page=1&page=2", r#"query parameter "page" of posts.list is repeated: send it once"#),
        ("p%61ge=1", r#"posts.list has no query parameter "p%61ge""#),
        ("search_term=%zz", r#"query parameter "search_term" of posts.list is badly percent-encoded"#),
        ("search_term=%00", r#"query parameter "search_term" of posts.list is badly percent-encoded"#),
        ("page=1#2", r#"query parameter "page" of posts.list is badly percent-encoded"#),
        (long.as_str(), "the query of posts.list is longer than 4096 bytes"),
        ("api_key=1", r#"posts.list has no query parameter "api_key""#),
    ] {
        assert_eq!(rejection(query).as_deref(), Some(text), "{query}");
    }
}

#[test]
fn a_query_of_the_operation_s_parameters_is_accepted() {
    for query in ["", "page=1&page_size=5", "search_term=a%20b%2Bc&page=1", "search_term=a%0Ab%09c", "search_term="] {
        assert_eq!(rejection(query), None, "{query}");
    }
}
