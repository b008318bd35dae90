//! Lists that come in pages.

/// How a list is paged through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The argument that moves on.
    pub cursor: &'static str,
    /// The argument that says how many a page has.
    pub size: &'static str,
    /// How many a page has unless that argument says so.
    pub default_size: u32,
    /// The cursor of the first page.
    pub first: u32,
    /// Whether the cursor counts items rather than pages.
    pub by_item: bool,
}

impl Paging {
    /// By `page` from 1 and `page_size` (spec sections 6.1, 6.2).
    pub(crate) const fn pages(default_size: u32) -> Self {
        Self { cursor: "page", size: "page_size", default_size, first: 1, by_item: false }
    }

    /// By how many items to pass over (spec section 4.6).
    pub(crate) const fn offset(cursor: &'static str, size: &'static str, default_size: u32) -> Self {
        Self { cursor, size, default_size, first: 0, by_item: true }
    }

    /// The cursor after a page of `items` items; `None` after an empty or a short one, which is the last.
    ///
    /// `items` is what the page holds, not a total that the answer claims: of connections `total` is the size of the page.
    pub fn next(&self, cursor: u32, size: u32, items: u32) -> Option<u32> {
        let step = if self.by_item { size } else { 1 };
        (items > 0 && items >= size).then(|| cursor.saturating_add(step))
    }
}
