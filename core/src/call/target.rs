//! The request target of a validated call.

use super::value::{Value, ValueKind};
use crate::api::operation::{Kind, Operation, Param, Place};
use crate::text::number::whole;
use crate::text::percent::encode;

/// Calls `decode` with the name of each argument in the body that contains slugs. The driver decodes their percent-encoding once before
/// it sends them. The arguments must be validated.
pub fn decode_slugs<V: Value>(operation: &Operation, args: &V, mut decode: impl FnMut(&'static str)) {
    for param in operation.params {
        if param.place == Place::Body && param.is_slug && !args.field(param.name).is_missing() {
            decode(param.name);
        }
    }
}

/// The path and query of a call whose arguments were validated. A list becomes a repeated parameter. `extra` has the arguments that
/// the operation's description lacks, or the query of a request whose path the caller names.
pub fn target<V: Value>(operation: &Operation, args: &V, extra: &V) -> String {
    let path = if operation.is_request() { args.field("path").text() } else { None };
    let mut target = Target { text: path.unwrap_or_else(|| operation.path.to_owned()), separator: "?" };
    for param in operation.params.iter().filter(|param| param.place == Place::Query) {
        let value = args.field(param.name);
        target.push_value(param.name, &value, param.is_slug);
        if let Some(size) = default_size(operation, param).filter(|_| value.is_missing()) {
            target.push(param.name, &whole(size.into()));
        }
    }
    if !operation.has_extra_in_body() {
        extra.names().iter().for_each(|name| target.push_value(name, &extra.field(name), false));
    }
    target.text
}

struct Target {
    text: String,
    separator: &'static str,
}

impl Target {
    fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(self.separator);
        self.separator = "&";
        encode(name, &mut self.text);
        self.text.push_str("=");
        encode(value, &mut self.text);
    }

    fn push_value<V: Value>(&mut self, name: &str, value: &V, is_slug: bool) {
        query_texts(value, is_slug).iter().flatten().for_each(|text| self.push(name, text));
    }
}

/// The values of a query parameter: one for each item of a list, else a single one, or none when it is missing. `None` when a query
/// cannot carry one of them.
pub(super) fn query_texts<V: Value>(value: &V, are_slugs: bool) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    let is_list = value.kind() == ValueKind::List;
    let count = if is_list { value.len() } else { usize::from(!value.is_missing()) };
    for index in 0..count {
        texts.push(if is_list { query_text(&value.item(index), are_slugs) } else { query_text(value, are_slugs) }?);
    }
    Some(texts)
}

#[inline(never)]
fn query_text<V: Value>(value: &V, is_slug: bool) -> Option<String> {
    match value.kind() {
        ValueKind::Text if is_slug => V::percent_decoded(&value.text()?),
        ValueKind::Text => value.text().filter(|text| !value.is_lossy(text)),
        ValueKind::Number => {
            value.number().filter(|number| *number == number.trunc() && number.abs() < 1e15).map(whole)
        }
        ValueKind::Bool => value.bool().map(|yes| if yes { "true" } else { "false" }.to_owned()),
        _ => None,
    }
}

/// The size of a page, which list calls always send: the documentation states two defaults for it.
fn default_size(operation: &Operation, param: &Param) -> Option<u32> {
    let paging = operation.paging.filter(|paging| operation.kind == Kind::Read && paging.size == param.name)?;
    Some(paging.default_size)
}
