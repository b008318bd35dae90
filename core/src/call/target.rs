//! The request target of a validated call.

use super::request::{append_query, has_extra_in_body};
use super::value::{Value, ValueKind};
use crate::api::operation::{Kind, Operation, Param, Place};
use crate::text::number::whole;
use crate::text::percent::encode;

/// Calls `decode` with the name of each validated argument of the body that holds slugs: they are sent with their percent-encoding
/// decoded once.
pub fn decode_slugs<V: Value>(operation: &Operation, args: &V, mut decode: impl FnMut(&'static str)) {
    for param in operation.params {
        if param.place == Place::Body && param.is_slug && !args.field(param.name).is_missing() {
            decode(param.name);
        }
    }
}

/// The path and query of a call whose arguments were validated. A list becomes a repeated parameter. `extra` are the arguments that
/// the operation's description lacks, or the query of a request that names its own path.
pub fn target<V: Value>(operation: &Operation, args: &V, extra: &V) -> String {
    let path = if operation.is_request() { args.field("path").text() } else { None };
    let mut target = path.unwrap_or_else(|| operation.path.to_owned());
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
            0 => append(query_text(param, &value).or_else(|| default_text(operation, param))),
            len => (0..len).for_each(|index| append(query_text(param, &value.item(index)))),
        }
    }
    if !has_extra_in_body(operation) {
        append_query(extra, &mut target, separator);
    }
    target
}

fn query_text<V: Value>(param: &Param, value: &V) -> Option<String> {
    match value.kind() {
        ValueKind::Text if param.is_slug => V::percent_decoded(&value.text()?),
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
