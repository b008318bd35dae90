//! A label of a watchlist. Responses call its name `key`; requests call it `name` or `key`.

use serde::Serialize;

#[derive(Clone, Serialize)]
pub(crate) struct Label {
    #[serde(rename = "key")]
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) default: bool,
}

impl Label {
    pub(crate) fn new(name: &str, description: &str, default: bool) -> Self {
        Self { name: name.to_owned(), description: description.to_owned(), default }
    }
}
