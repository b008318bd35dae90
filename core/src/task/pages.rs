//! Paging through a list.

use crate::api::operation::{Kind, Operation};
use crate::api::paging::Paging;
use crate::call::Value;

/// The position in a list that is read page by page.
///
/// A short page is not the last one: a server may cap the size of pages, or leave out items that were hidden or deleted. The list
/// ends with an empty page, or where the response states `total` or `total_pages`.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    operation: &'static Operation,
    paging: &'static Paging,
    /// The cursor of the latest page.
    cursor: u32,
    /// The number of items up to and including the latest page; `None` when reading began at a later page than the first.
    seen: Option<u32>,
}

impl Pages {
    /// The position before the page of this cursor, by default the first page; `None` when the operation is not paged.
    pub fn new(operation: &'static Operation, cursor: Option<u32>) -> Option<Self> {
        let paging = operation.paging?;
        let cursor = cursor.unwrap_or(paging.first);
        Some(Self { operation, paging, cursor, seen: (cursor == paging.first).then_some(0) })
    }

    /// The position in a list whose reading began at the page `first`: before the page `cursor`, after `items_before` items. Both cursors
    /// default to the first page; `None` when the operation is not paged.
    pub fn resume(
        operation: &'static Operation,
        first: Option<u32>,
        cursor: Option<u32>,
        items_before: u32,
    ) -> Option<Self> {
        let mut list = Self::new(operation, first)?;
        list.cursor = cursor.unwrap_or(list.cursor);
        list.seen = list.seen.map(|_| items_before);
        Some(list)
    }

    /// The cursor of the page after one with so many items; `None` after the last page. `page` is the response.
    pub fn after_page<V: Value>(&mut self, items: u32, page: &V) -> Option<u32> {
        self.seen = self.seen.map(|seen| seen.saturating_add(items));
        if items == 0 || self.is_last(page) {
            return None;
        }
        // A page may have fewer items than its size. Advancing by the number of received items skips none.
        self.cursor = self.cursor.saturating_add(if self.paging.by_item { items } else { 1 });
        Some(self.cursor)
    }

    fn is_last<V: Value>(&self, page: &V) -> bool {
        // In the output of a task, `total` is the size of the page.
        if self.operation.kind != Kind::Read {
            return false;
        }
        let stated = |name: &str| page.field("pagination").field(name).number().or_else(|| page.field(name).number());
        if let Some(pages) = stated("total_pages") {
            return f64::from(self.cursor) >= pages;
        }
        match (stated("total"), self.seen) {
            (Some(total), Some(seen)) => f64::from(seen) >= total,
            _ => false,
        }
    }
}
