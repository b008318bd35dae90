//! The `labels` of a create or an update.

use serde_json::Value;

use crate::api::error::ApiError;
use crate::api::request::ApiRequest;
use crate::model::label::Label;

/// At most two labels are default; `default` of the others becomes false.
const MAX_DEFAULTS: usize = 2;

/// Parses `labels`; `None` when they were not sent.
pub(crate) fn parse_labels(request: &ApiRequest) -> Result<Option<Vec<Label>>, ApiError> {
    let Some(value) = request.body.get("labels").filter(|labels| !labels.is_null()) else { return Ok(None) };
    // invented: bare strings are accepted and not kept. The vendor's published client sends them for people and companies, and
    // remarks that only objects are kept (docs/api.md, People watchlists).
    let objects = value.as_array().map(|labels| labels.iter().filter(|label| !label.is_string()));
    let labels: Option<Vec<Label>> = objects.and_then(|labels| labels.map(parse_label).collect());
    // invented: the text.
    let mut labels = labels.ok_or_else(|| ApiError::bad_request("labels must be an array of { name, description }"))?;
    let defaults = labels.iter_mut().filter(|label| label.default);
    defaults.skip(MAX_DEFAULTS).for_each(|label| label.default = false);
    Ok(Some(labels))
}

/// Parses a label, whose name is in `name` or `key`.
fn parse_label(label: &Value) -> Option<Label> {
    let text = |name: &str| label.get(name).and_then(Value::as_str);
    let name = text("name").or_else(|| text("key")).map(str::trim).filter(|name| !name.is_empty())?;
    let default = label.get("default").and_then(Value::as_bool).unwrap_or(false);
    Some(Label::new(name, text("description").unwrap_or_default(), default))
}
