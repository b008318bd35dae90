use outx_core::gateway::records::{
    AuditQuery, audit_target, created_task, parse_requests_query, parse_usage_query, usage_name,
};
use outx_core::operations::by_name;

#[test]
fn the_target_of_a_write_is_an_id_and_never_a_person_or_a_text() {
    for (name, query, body, expected) in [
        (
            "watchlists.keyword.delete",
            "id=0b9e5b4e-1111-4222-8333-944455556666",
            "",
            "0b9e5b4e-1111-4222-8333-944455556666",
        ),
        ("watchlists.keyword.update", "", r#"{"id":"w-1","name":"Secret plan"}"#, "w-1"),
        ("watchlists.keyword.update", "id=other", r#"{"id":"w-1"}"#, "w-1"),
        ("engagement.comment", "", r#"{"post_id":"p_1","user_email":"ada@outx.test","comment":"hello"}"#, "p_1"),
        (
            "linkedin.likePost",
            "",
            r#"{"social_urn":"urn:li:activity:7100000000000000001"}"#,
            "urn:li:activity:7100000000000000001",
        ),
        ("watchlists.keyword.create", "", r#"{"keywords":["x"],"name":"Secret plan","id":"w-1"}"#, ""),
        ("linkedin.fetchProfile", "", r#"{"profile_slug":"ada-example","id":"ada-example"}"#, ""),
        ("linkedin.sendMessage", "", r#"{"recipient_urn":"urn:li:person:ada","message":"hi"}"#, ""),
        ("linkedin.sendConnectionRequest", "", r#"{"profile_urn":"ada","note":"hi"}"#, ""),
        // A value that is not an id is left out.
        ("watchlists.keyword.update", "", r#"{"id":"ada@outx.test"}"#, ""),
        ("watchlists.keyword.update", "", r#"{"id":"call me, maybe"}"#, ""),
        ("watchlists.keyword.update", "", r#"{"id":7}"#, ""),
        ("watchlists.keyword.update", "", "no json", ""),
        ("watchlists.keyword.update", "", &format!(r#"{{"id":"{}"}}"#, "a".repeat(65)), ""),
        ("watchlists.keyword.delete", "id=a%40b", "", ""),
        ("watchlists.keyword.delete", "", "", ""),
    ] {
        assert_eq!(audit_target(by_name(name).unwrap(), query, body.as_bytes()), expected, "{name} {query} {body}");
    }
}

#[test]
fn a_write_that_created_a_task_names_it() {
    let task = r#"{"success":true,"api_agent_task_id":"0b9e5b4e-1111-4222-8333-944455556666"}"#;
    let id = Some("0b9e5b4e-1111-4222-8333-944455556666".to_owned());
    for (name, body, expected) in [
        ("linkedin.fetchProfile", task, &id),
        ("linkedin.sendMessage", task, &id),
        ("engagement.like", task, &None),
        ("watchlists.keyword.create", task, &None),
        ("linkedin.fetchProfile", r#"{"api_agent_task_id":"a task of ada@outx.test"}"#, &None),
        ("linkedin.fetchProfile", r#"{"api_agent_task_id":7}"#, &None),
        ("linkedin.fetchProfile", "{}", &None),
        ("linkedin.fetchProfile", "no json", &None),
    ] {
        assert_eq!(&created_task(by_name(name).unwrap(), body), expected, "{name} {body}");
    }
}

#[test]
fn a_list_of_watchlists_with_an_id_is_counted_as_get() {
    for (name, query, expected) in [
        ("watchlists.keyword.list", "", "watchlists.keyword.list"),
        ("watchlists.keyword.list", "id=w-1", "watchlists.keyword.get"),
        ("watchlists.people.list", "x=1&id=w-1", "watchlists.people.get"),
        ("watchlists.company.list", "id=w-1", "watchlists.company.get"),
        ("watchlists.reddit.list", "id=w-1", "watchlists.reddit.get"),
        ("watchlists.reddit.list", "paid=1", "watchlists.reddit.list"),
        ("watchlists.reddit.delete", "id=w-1", "watchlists.reddit.delete"),
        ("posts.list", "id=w-1", "posts.list"),
    ] {
        assert_eq!(usage_name(by_name(name).unwrap(), query), expected, "{name}?{query}");
    }
}

#[test]
fn the_audit_query_has_days_page_and_tasks() {
    let parsed = |query| {
        AuditQuery::parse(query).map(|it| (it.days, it.before, it.tasks)).map_err(|error| (error.status, error.text))
    };
    assert_eq!(parsed(""), Ok((30, None, false)));
    assert_eq!(parsed("days=90"), Ok((90, None, false)));
    assert_eq!(parsed("before=17"), Ok((30, Some(17), false)));
    assert_eq!(parsed("before=17&days=1&tasks=true"), Ok((1, Some(17), true)));
    for query in [
        "days=0",
        "days=91",
        "days=",
        "days=1&days=1",
        "days=+7",
        "before=+1",
        "before=-1",
        "before=x",
        "day=1",
        "days=1&",
        "&",
        "days",
        "tasks",
        "tasks=false",
        "tasks=true&tasks=true",
    ] {
        let (status, text) = parsed(query).unwrap_err();
        assert_eq!(status, 400, "{query}");
        assert_eq!(
            text,
            "invalid query: expected days, a whole number from 1 to 90, before, the next of the response before, and tasks=true, each once"
        );
    }
}

#[test]
fn the_requests_query_has_an_id() {
    assert_eq!(parse_requests_query("").unwrap(), None);
    assert_eq!(parse_requests_query("id=0b9e5b4e-1111").unwrap(), Some("0b9e5b4e-1111".to_owned()));
    for query in ["id=", "id=a%20b", "id=a&id=b", "request=a", "id=a'b", &format!("id={}", "a".repeat(65))] {
        let error = parse_requests_query(query).unwrap_err();
        assert_eq!(error.text, "id must be a request id, the value of x-request-id, and the only parameter", "{query}");
    }
}

#[test]
fn the_usage_query_has_days() {
    assert_eq!((parse_usage_query("").unwrap(), parse_usage_query("days=7").unwrap()), (30, 7));
    assert!(parse_usage_query("days=7&x=1").is_err());
}
