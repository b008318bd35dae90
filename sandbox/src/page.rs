//! Pages of a list.

use serde_json::{Value, json};

use crate::call::Call;

pub(crate) struct Page {
    number: usize,
    size: usize,
}

const LARGEST: usize = 100;

impl Page {
    /// A size above 100 falls back to the default (spec 10, row 21). // invented: on posts too, and for what is no number.
    pub(crate) fn asked(call: &Call, default: usize) -> Self {
        let number = |name| call.query(name).and_then(|text| text.parse::<usize>().ok()).filter(|number| *number > 0);
        Self {
            number: number("page").unwrap_or(1),
            size: number("page_size").filter(|size| *size <= LARGEST).unwrap_or(default),
        }
    }

    pub(crate) fn of<T>(&self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip((self.number - 1).saturating_mul(self.size)).take(self.size).collect()
    }

    /// invented: the keys; that there are such figures is documented (spec 6.2).
    pub(crate) fn view(&self, total: usize) -> Value {
        json!({ "page": self.number, "page_size": self.size, "total": total, "total_pages": total.div_ceil(self.size) })
    }
}
