//! The request target of a validated call.

use super::value::{Value, ValueKind};
use crate::api::operation::{Kind, Operation, Param, Place, Shape};
use crate::text::number::whole;
use crate::text::percent::encode;

/// Calls `set` with the slugs among validated arguments in the form that is sent: with their percent-encoding decoded once.
pub fn decode_slugs<V: Value>(operation: &Operation, args: &V, mut set: impl FnMut(&'static str, &str)) {
    for param in operation.params {
        let text = if matches!(param.shape, Shape::Slug) { args.field(param.name).text() } else { None };
        if let Some(slug) = text.and_then(|text| V::percent_decoded(&text)) {
            set(param.name, &slug);
        }
    }
}

/// The path and query of a call whose arguments were validated. A list becomes a repeated parameter.
pub fn target<V: Value>(operation: &Operation, args: &V) -> String {
    let mut target = operation.path.to_owned();
    let mut separator = "?";
    for param in operation.params.iter().filter(|param| param.place == Place::Query) {
        let mut append = |text: Option<String>| {
            let Some(text) = text else { return };
            target.push_str(separator);
            separator = "&";
            target.push_str(param.name);
            target.push_str("=");
            encode(&text, &mut target);
        };
        let value = args.field(param.name);
        match value.len() {
            0 => append(query_text(&value).or_else(|| default_text(operation, param))),
            len => (0..len).for_each(|index| append(query_text(&value.item(index)))),
        }
    }
    target
}

fn query_text<V: Value>(value: &V) -> Option<String> {
    match value.kind() {
        ValueKind::Text => value.text(),
        ValueKind::Number => value.number().map(whole),
        ValueKind::Bool => value.bool().map(|yes| if yes { "true" } else { "false" }.to_owned()),
        _ => None,
    }
}

/// The size of a page, which list calls always send: the documentation states two defaults for it.
fn default_text(operation: &Operation, param: &Param) -> Option<String> {
    let paging = operation.paging.filter(|paging| operation.kind == Kind::Read && paging.size == param.name)?;
    Some(whole(paging.default_size.into()))
}
