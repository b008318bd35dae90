//! Lists that come in pages.

use crate::operation::Operation;

/// How a list is paged through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The argument that moves on.
    pub cursor: &'static str,
    /// The argument that says how many a page has.
    pub size: &'static str,
    /// How many a page has unless it says so (spec sections 4.6, 6.1, 6.2).
    pub default_size: u32,
    /// The cursor of the first page.
    pub first: u32,
    /// Whether the cursor counts items rather than pages.
    pub by_item: bool,
}

impl Paging {
    /// How this operation is paged through, if it is.
    pub fn of(operation: &Operation) -> Option<Self> {
        let pages = |default_size| Self { cursor: "page", size: "page_size", default_size, first: 1, by_item: false };
        match operation.name {
            "posts.list" => Some(pages(20)),
            "interactions.list" => Some(pages(10)),
            "linkedin.fetchConnections" => {
                Some(Self { cursor: "start", size: "count", default_size: 40, first: 0, by_item: true })
            }
            _ => None,
        }
    }

    /// The cursor after a page of `items` items; `None` after an empty or a short one, which is the last.
    pub fn next(&self, cursor: u32, size: u32, items: u32) -> Option<u32> {
        let step = if self.by_item { size } else { 1 };
        (items > 0 && items >= size).then(|| cursor.saturating_add(step))
    }
}
