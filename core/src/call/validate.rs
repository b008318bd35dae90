//! Validates the arguments of a call against the description of its operation, before anything is sent.

use super::value::{Value, ValueKind};
use crate::api::operation::{Operation, Param, Rule, Shape};
use crate::text::message::{MessageBuilder, is_blank, length, trimmed_length};
use crate::text::number::digits;

/// The options that the methods of the JavaScript client take after the arguments.
pub const CALL_OPTIONS: &[&str] =
    &["signal", "timeoutMs", "totalTimeoutMs", "retry", "headers", "idempotencyKey", "extraArgs"];

/// Validates the arguments of a call.
///
/// # Errors
/// A text about the first argument that is unknown, missing, of the wrong shape, out of its limits, or in conflict with another. It has
/// the argument's name, such as `fetchFreqInHours` or `keywords[1].keyword`, what is allowed, and the value.
pub fn validate<V: Value>(operation: &Operation, args: &V) -> Result<(), String> {
    check_object(operation, args).map_err(MessageBuilder::finish)
}

type Checked = Result<(), MessageBuilder>;

fn check_object<V: Value>(operation: &Operation, args: &V) -> Checked {
    if !matches!(args.kind(), ValueKind::Object | ValueKind::Missing) {
        return Err(MessageBuilder::new("arguments must be an object, got ").push_actual(args));
    }
    check_fields(operation.params, args, "")?;
    operation.rules.iter().try_for_each(|rule| check_rule(rule, args))
}

fn check_fields<V: Value>(params: &[Param], object: &V, at: &str) -> Checked {
    for name in &object.names() {
        if !params.iter().any(|param| param.name == name) && !object.field(name).is_missing() {
            let field = MessageBuilder::new(&field_path(at, name));
            if at.is_empty() && CALL_OPTIONS.contains(&&name[..]) {
                return Err(field.push(" is a call option, not an argument: give it in the last argument"));
            }
            let known = field.push(" is not an argument; there are: ");
            return Err(match params {
                [] => known.push("none"),
                _ => known.push_list(params, |message, param| message.push(param.name)),
            });
        }
    }
    params.iter().try_for_each(|param| {
        let value = object.field(param.name);
        let field = field_path(at, param.name);
        match value.is_missing() {
            false => check_value(&param.shape, &value, &field),
            true if param.required => Err(MessageBuilder::new(&field).push(" is required")),
            true => Ok(()),
        }
    })
}

fn check_value<V: Value>(shape: &Shape, value: &V, field: &str) -> Checked {
    let fits = match *shape {
        Shape::List(item, min) => return check_list(item, min, value, field),
        Shape::Record(params) if value.kind() == ValueKind::Object => return check_fields(params, value, field),
        Shape::Either(a, b) => match select_variant([a, b], value, field) {
            Some(one) => return check_value(one, value, field),
            None => false,
        },
        Shape::Record(_) => false,
        Shape::Null => value.kind() == ValueKind::Null,
        Shape::Bool => value.kind() == ValueKind::Bool,
        Shape::NumberEnum(numbers) => {
            value.number().is_some_and(|number| numbers.iter().any(|&n| f64::from(n) == number))
        }
        Shape::Integer(min, max) => {
            let within = |number: f64| number >= f64::from(min) && number <= f64::from(max);
            value.number().is_some_and(|number| number == number.trunc() && within(number))
        }
        _ => match value.text() {
            Some(text) if value.is_lossy(&text) => {
                return Err(MessageBuilder::new(field).push(" must not contain half of a surrogate pair"));
            }
            Some(text) if matches!(shape, Shape::Slug | Shape::SlugOrAddress) => {
                let is_slug = |text: &str| V::percent_decoded(text).is_some_and(|slug| is_slug(&slug));
                match shape {
                    Shape::SlugOrAddress => V::percent_decoded(&text).is_some() && is_slug(slug_in(&text)),
                    _ => is_slug(&text),
                }
            }
            text => text.is_some_and(|text| is_text_of(shape, &text)),
        },
    };
    if fits { Ok(()) } else { Err(mismatch(shape, value, field)) }
}

fn is_text_of(shape: &Shape, text: &str) -> bool {
    // The API does not document whether it counts characters or UTF-16 units. Where the two differ, it decides.
    let is_within = |length: usize, max: Option<u32>| max.is_none_or(|max| length <= max as usize);
    match *shape {
        Shape::NonBlank { max } => !is_blank(text) && is_within(length(text), max),
        Shape::Trimmed { max } => is_within(trimmed_length(text), max),
        Shape::Email => is_email(text),
        Shape::Digits(count) => text.len() == count as usize && text.bytes().all(|byte| byte.is_ascii_digit()),
        Shape::Id => !is_blank(text) && !text.starts_with("urn:"),
        Shape::Date => is_date(text.as_bytes()),
        Shape::StringEnum(values) => values.contains(&text),
        _ => false,
    }
}

/// Whether a text is the last part of a LinkedIn address, decoded.
fn is_slug(text: &str) -> bool {
    let is_reserved = |byte| matches!(byte, b'/' | b'?' | b'#' | b':' | b' ');
    !is_blank(text) && !text.starts_with("@") && !matches!(text, "." | "..") && !text.bytes().any(is_reserved)
}

/// The slug in a LinkedIn address such as `linkedin.com/in/ada-example/?x=1`, still encoded. Any other text is returned unchanged.
fn slug_in(text: &str) -> &str {
    let mut rest = text;
    while let (host, Some(path)) = split_part(rest) {
        if host.ends_with("linkedin.com") {
            let (_, slug) = split_part(path);
            return slug.map_or("", |slug| split_part(slug).0);
        }
        rest = path;
    }
    // The host without a path has no slug.
    if rest.ends_with("linkedin.com") { "" } else { text }
}

/// The text before the first separator of an address, and the text after it. This compiles to less code than `str::split`.
fn split_part(text: &str) -> (&str, Option<&str>) {
    let end = text.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end + 1..))
}

/// Whether a text looks like one address with a domain. The check is loose, because RFC 5322 allows nearly anything.
fn is_email(text: &str) -> bool {
    let mut rest = text.bytes();
    let has_user = rest.position(|byte| byte == b'@').is_some_and(|at| at > 0);
    has_user && rest.any(|byte| byte == b'.') && !text.bytes().any(|byte| byte.is_ascii_whitespace() || byte == b',')
}

/// Whether a text is a day of the calendar as `YYYY-MM-DD`.
fn is_date(text: &[u8]) -> bool {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else { return false };
    let (Some(year), Some(month), Some(day)) = (digits(&[y0, y1, y2, y3]), digits(&[m0, m1]), digits(&[d0, d1])) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn check_list<V: Value>(item: &Shape, min: u32, value: &V, field: &str) -> Checked {
    if value.kind() != ValueKind::List || value.len() < min as usize {
        return Err(mismatch(&Shape::List(&Shape::Null, min), value, field));
    }
    (0..value.len()).try_for_each(|index| {
        let at = MessageBuilder::new(field).push("[").push_number(index as f64).push("]").finish();
        check_value(item, &value.item(index), &at)
    })
}

/// Selects the shape of two that a value is validated against: the first that it matches, or whose kind (list or object) it has. With the
/// kind alone, the error names the field inside.
fn select_variant<V: Value>(shapes: [&'static Shape; 2], value: &V, field: &str) -> Option<&'static Shape> {
    shapes.into_iter().find(|one| match (one, value.kind()) {
        (Shape::List(..), ValueKind::List) | (Shape::Record(_), ValueKind::Object) => true,
        _ => check_value(one, value, field).is_ok(),
    })
}

fn check_rule<V: Value>(rule: &Rule, args: &V) -> Checked {
    let has = |name: &&&str| !args.field(name).is_missing();
    let count = |names: &[&str]| names.iter().filter(has).count();
    let listed = |text: &str, names: &[&str]| {
        MessageBuilder::new(text).push_list(names, |message, name| message.push(name)).push(" is required")
    };
    match *rule {
        Rule::AnyOf(names) if count(names) == 0 => Err(listed("at least one of ", names)),
        Rule::OneOf(names) if count(names) != 1 => {
            let got = if count(names) == 0 { ", got neither" } else { ", got both" };
            Err(listed("exactly one of ", names).push(got))
        }
        Rule::ConflictsWith(name, others) if has(&&name) => match others.iter().find(has) {
            Some(other) => Err(MessageBuilder::new(other).push(" cannot be given together with ").push(name)),
            None => Ok(()),
        },
        Rule::RequiredWhen(name, other, value)
            if !has(&&name) && args.field(other).text().as_deref() == Some(value) =>
        {
            Err(MessageBuilder::new(name).push(" is required when ").push(other).push(" is \"").push(value).push("\""))
        }
        _ => Ok(()),
    }
}

fn mismatch<V: Value>(shape: &Shape, value: &V, field: &str) -> MessageBuilder {
    let message = MessageBuilder::new(field).push(" must be ").push_expected(shape).push(", got ");
    match (shape, value.text()) {
        // A mistyped one-time code differs little from the valid one, so the message does not repeat it.
        (Shape::Digits(_), Some(_)) => message.push("another string"),
        (Shape::NonBlank { max: Some(_) }, Some(text)) if !is_blank(&text) => {
            message.push_number(length(&text) as f64).push(" characters")
        }
        (Shape::Trimmed { max: Some(_) }, Some(text)) => {
            message.push_number(trimmed_length(&text) as f64).push(" characters")
        }
        (Shape::Digits(_), None) if value.kind() == ValueKind::Number => message.push("a number"),
        _ => message.push_actual(value),
    }
}

fn field_path(at: &str, name: &str) -> String {
    // A top-level name, by far the most frequent, needs no builder.
    if at.is_empty() { name.to_owned() } else { MessageBuilder::new(at).push(".").push(name).finish() }
}
