//! Pages of a list.

use serde_json::{Value, json};

use crate::api::request::ApiRequest;
use crate::state::behavior::MAX_PAGE_SIZE;

pub(crate) struct Page {
    number: usize,
    size: usize,
}

impl Page {
    /// A size above 100 falls back to the default (docs/api.md, Contradictions). // invented: posts too, and a value that is not a number.
    pub(crate) fn from_query(request: &ApiRequest, default_size: usize) -> Self {
        let number =
            |name| request.query(name).and_then(|text| text.parse::<usize>().ok()).filter(|number| *number > 0);
        Self {
            number: number("page").unwrap_or(1),
            size: number("page_size").filter(|size| *size <= MAX_PAGE_SIZE).unwrap_or(default_size),
        }
    }

    pub(crate) fn select<T>(&self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip((self.number - 1).saturating_mul(self.size)).take(self.size).collect()
    }

    /// invented: the keys. The documentation mentions these figures (docs/api.md, Interactions).
    pub(crate) fn to_json(&self, total: usize) -> Value {
        json!({ "page": self.number, "page_size": self.size, "total": total, "total_pages": total.div_ceil(self.size) })
    }
}
