//! Paging through lists.

/// The parameters of a list's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The argument that advances from page to page.
    pub cursor: &'static str,
    /// The argument that sets the size of a page.
    pub size: &'static str,
    /// Items per page when the argument `size` is absent. Lists with query parameters always send it, because the documentation
    /// states two defaults for interactions.
    pub default_size: u32,
    /// The cursor of the first page.
    pub first: u32,
    /// Whether the cursor counts items rather than pages.
    pub by_item: bool,
}

impl Paging {
    /// By `page` from 1 and `page_size`.
    pub(crate) const fn pages(default_size: u32) -> Self {
        Self { cursor: "page", size: "page_size", default_size, first: 1, by_item: false }
    }

    /// By the number of items to skip.
    pub(crate) const fn offset(cursor: &'static str, size: &'static str, default_size: u32) -> Self {
        Self { cursor, size, default_size, first: 0, by_item: true }
    }
}
