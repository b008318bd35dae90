use outx_core::api::OPERATIONS;
use outx_core::task::Pages;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::util::{Args, op};

/// The cursors of the second and later pages of a list. `pages` has the number of items of each page, and every page contains `stated`.
fn cursors(operation: &str, args: Json, pages: &[u32], stated: &Json) -> Vec<u32> {
    let cursor = args[op(operation).paging.expect("a paged operation").cursor].as_u64().map(|cursor| cursor as u32);
    let mut list = Pages::new(op(operation), cursor).expect("a paged operation");
    let mut cursors = Vec::new();
    for items in pages.iter().copied().chain([0]) {
        match list.after_page(items, &Args(Some(stated.clone()))) {
            Some(cursor) => cursors.push(cursor),
            None => break,
        }
    }
    cursors
}

#[test]
fn three_operations_are_paged() {
    let paged: Vec<_> = OPERATIONS
        .iter()
        .filter_map(|operation| operation.paging.map(|paging| (operation.name, paging.cursor, paging.default_size)))
        .collect();
    assert_eq!(
        paged,
        [("linkedin.fetchConnections", "start", 40), ("posts.list", "page", 20), ("interactions.list", "page", 20)]
    );
    assert!(Pages::new(op("team.get"), None).is_none());
}

#[test]
fn a_list_that_states_nothing_ends_with_an_empty_page() {
    let nothing = json!({});
    assert_eq!(cursors("posts.list", json!({}), &[], &nothing), [0_u32; 0]);
    assert_eq!(cursors("posts.list", json!({}), &[20, 20, 1], &nothing), [2, 3, 4]);
    assert_eq!(cursors("posts.list", json!({ "page": 7 }), &[20], &nothing), [8]);
}

#[test]
fn a_short_page_is_not_the_last_one() {
    let capped = json!({ "pagination": { "page_size": 50, "total": 130, "total_pages": 3 } });
    assert_eq!(cursors("posts.list", json!({ "page_size": 100 }), &[50, 50, 30], &capped), [2, 3]);
    let hidden = json!({ "pagination": { "total": 44 } });
    assert_eq!(cursors("posts.list", json!({ "page_size": 20 }), &[19, 20, 4], &hidden), [2, 3, 4]);
    assert_eq!(cursors("posts.list", json!({ "page_size": 20 }), &[19, 3], &json!({})), [2, 3]);
}

#[test]
fn a_stated_total_ends_a_list_without_a_further_request() {
    let total = json!({ "pagination": { "total": 41 } });
    assert_eq!(cursors("posts.list", json!({}), &[20, 20, 1], &total), [2, 3]);
    assert_eq!(cursors("posts.list", json!({}), &[20, 20, 1], &json!({ "total": 41 })), [2, 3]);
    let from_page_2 = |stated| cursors("posts.list", json!({ "page": 2 }), &[20, 1], stated);
    assert_eq!(from_page_2(&total), [3, 4], "the number of items before page 2 is not known");
    assert_eq!(from_page_2(&json!({ "total_pages": 3 })), [3]);
}

#[test]
fn connections_advance_by_the_items_received() {
    let connections = |args, pages| cursors("linkedin.fetchConnections", args, pages, &json!({ "total": 40 }));
    assert_eq!(connections(json!({}), &[40, 40, 10]), [40, 80, 90], "total is the size of the page");
    assert_eq!(connections(json!({ "count": 100 }), &[50, 50]), [50, 100], "a server that caps the size");
    assert_eq!(connections(json!({ "start": 2, "count": 3 }), &[3, 1]), [5, 6]);
    assert_eq!(connections(json!({ "start": u32::MAX }), &[9]), [u32::MAX], "a cursor does not wrap");
}

#[test]
fn an_iteration_is_resumed_by_its_cursor_and_count() {
    let total = Args(Some(json!({ "total": 41 })));
    let resume = |first, cursor, seen| Pages::resume(op("posts.list"), first, cursor, seen).expect("a paged operation");
    assert_eq!(resume(None, Some(2), 20).after_page(20, &total), Some(3));
    assert_eq!(resume(None, Some(3), 40).after_page(1, &total), None);
    assert_eq!(resume(Some(2), Some(3), 20).after_page(21, &total), Some(4), "reading began at page 2");
    assert_eq!(resume(None, None, 0).after_page(20, &total), Some(2));
}

proptest! {
    /// A server that caps the size of pages and leaves out hidden items, one in `hidden`.
    #[test]
    fn no_item_is_missed(total in 0_u32..300, size in 1_u32..101, cap in 2_u32..101, hidden in 3_u32..9, states_total: bool) {
        let size = size.min(cap).max(2);
        let is_visible = |item: &u32| item % hidden != 1;
        let mut list = Pages::new(op("posts.list"), None).expect("a paged operation");
        let stated = if states_total { json!({ "pagination": { "total": total } }) } else { json!({}) };
        let (mut page, mut seen) = (1, 0);
        for _ in 0..400 {
            let items = (size * (page - 1)..(size * page).min(total)).filter(is_visible).count() as u32;
            seen += items;
            match list.after_page(items, &Args(Some(stated.clone()))) {
                Some(next) => page = next,
                None => break,
            }
        }
        prop_assert_eq!(seen, (0..total).filter(is_visible).count() as u32);
    }
}
