use outx_core::gateway::teams::{
    Format, ShardPage, TeamTotals, TeamsPage, TeamsQuery, index_names, index_of, shard_limit,
};
use proptest::prelude::*;

fn totals(team: &str, name: &str, calls: u64) -> TeamTotals {
    TeamTotals {
        team: team.to_owned(),
        name: name.to_owned(),
        calls,
        failures: 1,
        actions: 2,
        last_day: "2026-11-30".to_owned(),
    }
}

/// The page of an index object that has these teams, which are sorted.
fn shard_page(teams: &[String], query: &TeamsQuery) -> ShardPage {
    let rows = teams.iter().filter(|team| **team > query.after).take(shard_limit(query) + 1);
    ShardPage { teams: rows.map(|team| totals(team, "", 1)).collect() }
}

#[test]
fn the_query_has_days_limit_format_and_the_page_before() {
    let default = TeamsQuery { days: 30, after: String::new(), limit: 1_000, format: Format::Json };
    assert_eq!(TeamsQuery::parse(""), Ok(default.clone()));
    let all = TeamsQuery { days: 7, after: "team a&b".to_owned(), limit: 10, format: Format::Csv };
    assert_eq!(TeamsQuery::parse("days=7&after=dGVhbSBhJmI&limit=10&format=csv"), Ok(all));
    for query in [
        "days=0",
        "days=91",
        "limit=0",
        "limit=+1",
        "limit=10001",
        "limit=x",
        "format=xml",
        "format=",
        "after=",
        "after=%20",
        "after=_w",
        "days=1&days=1",
        "team=a",
        "&",
        "days",
    ] {
        let error = TeamsQuery::parse(query).unwrap_err();
        assert_eq!(error.status, 400, "{query}");
        assert_eq!(
            error.text,
            "invalid query: expected days from 1 to 90, limit from 1 to 10000, format json or csv, and after, the next of the page before, each once"
        );
    }
}

#[test]
fn a_team_has_one_index_object_and_teams_are_spread_over_all() {
    let names: Vec<String> = index_names().collect();
    let mut counts = vec![0; names.len()];
    for number in 0..10_000 {
        let name = index_of(&format!("8b1c0a52-0000-4000-8000-{number:012}"));
        counts[names.iter().position(|known| *known == name).unwrap()] += 1;
    }
    assert_eq!(names.len(), 16);
    assert!(counts.iter().all(|count| (500..750).contains(count)), "{counts:?}");
    assert_eq!(index_of("8b1c0a52-0000-4000-8000-000000000002"), index_of("8b1c0a52-0000-4000-8000-000000000002"));
}

#[test]
fn the_last_page_has_no_next() {
    let query = TeamsQuery::parse("limit=2").unwrap();
    let pages = || vec![ShardPage { teams: vec![totals("b", "", 1)] }, ShardPage { teams: vec![totals("a", "", 1)] }];
    let page = TeamsPage::merge(&query, pages());
    assert_eq!(
        page.format(Format::Json),
        r#"{"days":30,"teams":[{"team":"a","name":"","calls":1,"failures":1,"actions":2,"last_day":"2026-11-30"},{"team":"b","name":"","calls":1,"failures":1,"actions":2,"last_day":"2026-11-30"}],"next":null}"#
    );
    let first = TeamsPage::merge(&TeamsQuery::parse("limit=1").unwrap(), pages());
    assert_eq!(first.next(), Some("YQ"), "the cursor is the last team, encoded");
    let query = TeamsQuery::parse("limit=1&format=csv&days=7").unwrap();
    let next = TeamsPage::merge(&query, pages()).next_query(&query).unwrap();
    assert_eq!(next, "days=7&limit=1&format=csv&after=YQ");
    assert_eq!(TeamsQuery::parse(&next), Ok(TeamsQuery { after: "a".to_owned(), ..query.clone() }));
    assert_eq!(page.next_query(&query), None);
}

#[test]
fn csv_quotes_special_characters_and_contains_no_formula() {
    let rows = [
        totals("t1", "Plain & simple", 3),
        totals("t2", "Sales, \"north\"", 3),
        totals("t3", "=HYPERLINK(\"http://x\")", 3),
        totals("t4", "@SUM(A1)", 3),
        totals("t5", "two\nlines", 3),
    ];
    let page = TeamsPage::merge(&TeamsQuery::parse("").unwrap(), vec![ShardPage { teams: rows.to_vec() }]);
    assert_eq!(
        page.format(Format::Csv),
        "team,name,calls,failures,actions,last_day\r\n\
         t1,Plain & simple,3,1,2,2026-11-30\r\n\
         t2,\"Sales, \"\"north\"\"\",3,1,2,2026-11-30\r\n\
         t3,\"'=HYPERLINK(\"\"http://x\"\")\",3,1,2,2026-11-30\r\n\
         t4,'@SUM(A1),3,1,2,2026-11-30\r\n\
         t5,\"two\nlines\",3,1,2,2026-11-30\r\n"
    );
}

proptest! {
    #[test]
    fn pages_of_all_sizes_have_every_team_once_and_in_order(
        teams in proptest::collection::btree_set("[a-e]{1,4}", 0..60),
        limit in 1_usize..20,
    ) {
        let shards: Vec<Vec<String>> = index_names()
            .map(|name| teams.iter().filter(|team| index_of(team) == name).cloned().collect())
            .collect();
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let query = TeamsQuery::parse(&format!("limit={limit}{after}")).unwrap();
            let page = TeamsPage::merge(&query, shards.iter().map(|teams| shard_page(teams, &query)).collect());
            let body: serde_json::Value = serde_json::from_str(&page.format(Format::Json)).unwrap();
            let rows = body["teams"].as_array().unwrap();
            prop_assert!(rows.len() <= limit);
            seen.extend(rows.iter().map(|row| row["team"].as_str().unwrap().to_owned()));
            let Some(next) = page.next() else { break };
            prop_assert!(!rows.is_empty(), "a page with a next has teams");
            after = format!("&after={next}");
        }
        prop_assert_eq!(seen, teams.into_iter().collect::<Vec<_>>());
    }
}
