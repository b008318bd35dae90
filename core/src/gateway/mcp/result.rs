//! Results of tool calls: structured content with a short text, cut to what an agent can read.

use serde_json::{Map, Value, json};

use super::advice::advice;
use crate::policy::code::Code;

/// Maximum size of a result's structured content, in bytes of JSON. Some clients show agents at most 25,000 tokens of a result.
pub const MAX_RESULT_BYTES: usize = 40_000;
/// Maximum length of a text in a result that is too long, in characters.
const MAX_TEXT_CHARS: usize = 2_000;

/// The result of a tool call.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolResult {
    /// Whether the call failed.
    pub is_error: bool,
    /// What happened and how to go on.
    pub text: String,
    /// The data; an object.
    pub structured: Value,
}

/// How a list was cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Its name in the data.
    pub list: String,
    /// The number of items that were kept.
    pub shown: usize,
    /// The number of items before.
    pub total: usize,
}

impl ToolResult {
    /// A success.
    pub fn success(text: impl Into<String>, structured: Value) -> Self {
        Self { is_error: false, text: text.into(), structured }
    }

    /// A failure: the error code, what is wrong and what to do.
    pub fn failure(code: Code, error: &str, mut fields: Map<String, Value>) -> Self {
        let advice = advice(code);
        let mut error = Value::from(error);
        shorten(&mut error, MAX_TEXT_CHARS);
        let error = error.as_str().unwrap_or_default();
        fields.insert("error".to_owned(), error.into());
        fields.insert("code".to_owned(), code.as_str().into());
        fields.insert("advice".to_owned(), advice.into());
        let text = format!("{}: {}. {advice}", code.as_str(), error.trim_end_matches('.'));
        Self { is_error: true, text, structured: fields.into() }
    }

    /// The result in the format of MCP. The data is repeated as text for clients that do not support structured content.
    pub fn to_value(&self) -> Value {
        let mut content = vec![json!({ "type": "text", "text": self.text })];
        if !self.is_error {
            content.push(json!({ "type": "text", "text": self.structured.to_string() }));
        }
        json!({ "content": content, "structuredContent": self.structured, "isError": self.is_error })
    }
}

/// Wraps a body that is not an object. The revisions before 2026-07-28 allow only objects as structured content.
pub fn as_object(body: Value) -> Value {
    match body {
        Value::Object(_) => body,
        other => json!({ "data": other }),
    }
}

/// Cuts the largest list, then long texts, until the data fits into [`MAX_RESULT_BYTES`]. `round` returns how many items to keep,
/// given how many fit.
pub fn fit(data: &mut Value, round: impl Fn(usize) -> usize) -> Option<Cut> {
    let size = data.to_string().len();
    if size <= MAX_RESULT_BYTES {
        return None;
    }
    let mut cut = None;
    if let Some((name, items)) = largest_list(data, "data") {
        let total = items.len();
        let mut left = size.saturating_sub(MAX_RESULT_BYTES);
        let mut fitting = total;
        for item in items.iter().rev() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(item.to_string().len() + 1);
            fitting -= 1;
        }
        let shown = round(fitting.max(1)).clamp(1, total);
        items.truncate(shown);
        cut = (shown < total).then_some(Cut { list: name, shown, total });
    }
    // One item can be too long by itself.
    let mut limit = MAX_TEXT_CHARS;
    while data.to_string().len() > MAX_RESULT_BYTES && limit > 10 {
        shorten(data, limit);
        limit /= 2;
    }
    if data.to_string().len() > MAX_RESULT_BYTES {
        *data = json!({ "note": "the response is too large to show" });
    }
    cut
}

/// The list with the longest JSON, at any depth within objects, and the name of its field.
fn largest_list<'a>(value: &'a mut Value, name: &str) -> Option<(String, &'a mut Vec<Value>)> {
    fn length((_, items): &(String, &mut Vec<Value>)) -> usize {
        items.iter().map(|item| item.to_string().len()).sum()
    }
    match value {
        Value::Array(items) if items.len() > 1 => Some((name.to_owned(), items)),
        Value::Object(fields) => {
            fields.iter_mut().filter_map(|(name, field)| largest_list(field, name)).max_by_key(length)
        }
        _ => None,
    }
}

fn shorten(value: &mut Value, limit: usize) {
    match value {
        Value::String(text) => {
            if let Some((at, _)) = text.char_indices().nth(limit) {
                text.truncate(at);
                text.push('…');
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shorten(item, limit)),
        Value::Object(fields) => fields.values_mut().for_each(|field| shorten(field, limit)),
        _ => {}
    }
}
