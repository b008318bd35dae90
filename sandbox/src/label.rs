//! Labels of a watchlist (spec 5.2).

use serde_json::{Value, json};

use crate::call::Call;
use crate::refusal::Refusal;

#[derive(Clone)]
pub(crate) struct Label {
    pub(crate) name: String,
    description: String,
    default: bool,
}

impl Label {
    pub(crate) fn new(name: &str, description: &str, default: bool) -> Self {
        Self { name: name.to_owned(), description: description.to_owned(), default }
    }

    /// `name` is sent, `key` is shown; `key` is also accepted.
    pub(crate) fn view(&self) -> Value {
        json!({ "key": self.name, "description": self.description, "default": self.default })
    }
}

/// `labels`, when given. At most two are default; the rest is forced to false.
pub(crate) fn read(call: &Call) -> Result<Option<Vec<Label>>, Refusal> {
    let Some(given) = call.body.get("labels").filter(|labels| !labels.is_null()) else { return Ok(None) };
    let labels: Option<Vec<Label>> = given.as_array().and_then(|labels| labels.iter().map(one).collect());
    // invented: the text.
    let mut labels = labels.ok_or_else(|| Refusal::bad("labels must be an array of { name, description }"))?;
    let mut defaults = 0;
    for label in labels.iter_mut().filter(|label| label.default) {
        defaults += 1;
        label.default = defaults <= 2;
    }
    Ok(Some(labels))
}

fn one(label: &Value) -> Option<Label> {
    let text = |name: &str| label.get(name).and_then(Value::as_str);
    let name = text("name").or_else(|| text("key")).map(str::trim).filter(|name| !name.is_empty())?;
    let default = label.get("default").and_then(Value::as_bool).unwrap_or(false);
    Some(Label::new(name, text("description").unwrap_or_default(), default))
}
