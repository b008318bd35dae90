use outx_core::operations::OPERATIONS;
use outx_core::page::Paging;

use crate::util::op;

/// The cursors that a list of so many items is read with.
fn cursors(paging: &Paging, size: u32, mut items: u32) -> Vec<u32> {
    let mut cursors = vec![paging.first];
    loop {
        let page = items.min(size);
        items -= page;
        match paging.next(cursors[cursors.len() - 1], size, page) {
            Some(cursor) => cursors.push(cursor),
            None => return cursors,
        }
    }
}

#[test]
fn three_lists_come_in_pages() {
    let paged: Vec<_> = OPERATIONS
        .iter()
        .filter_map(|row| row.paging.map(|paging| (row.name, paging.cursor, paging.default_size)))
        .collect();
    assert_eq!(
        paged,
        [("linkedin.fetchConnections", "start", 40), ("posts.list", "page", 20), ("interactions.list", "page", 10)]
    );
}

#[test]
fn ends_with_an_empty_or_a_short_page() {
    let posts = op("posts.list").paging.unwrap();
    assert_eq!(cursors(posts, 20, 0), [1]);
    assert_eq!(cursors(posts, 20, 19), [1]);
    assert_eq!(cursors(posts, 20, 20), [1, 2], "the second is empty");
    assert_eq!(cursors(posts, 20, 41), [1, 2, 3]);
}

#[test]
fn connections_move_on_by_their_count() {
    let connections = op("linkedin.fetchConnections").paging.unwrap();
    assert_eq!(cursors(connections, 40, 100), [0, 40, 80]);
    assert_eq!(cursors(connections, 100, 250), [0, 100, 200]);
    assert_eq!(connections.next(u32::MAX, 100, 100), Some(u32::MAX), "a cursor does not wrap");
}

#[test]
fn pages_of_nothing_end() {
    assert_eq!(op("posts.list").paging.unwrap().next(1, 0, 0), None);
}

#[test]
fn a_page_longer_than_asked_for_is_not_the_last() {
    let posts = op("posts.list").paging.unwrap();
    assert_eq!(posts.next(1, 20, 25), Some(2));
}
