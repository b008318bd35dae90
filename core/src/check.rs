//! A call's arguments against its row of the table, before anything is sent.

use crate::message::{Message, is_blank, length, trimmed_length};
use crate::number::digits;
use crate::operation::{Operation, Param, Rule, Shape};
use crate::value::{Value, ValueKind};

/// Checks the arguments of a call.
///
/// # Errors
/// For the first argument that is unknown, missing, of another shape, out of its limits, or at odds with another: its name, such as
/// `fetchFreqInHours` or `keywords[1].keyword`, what is wrong, what is allowed, what was given, and in which operation.
pub fn check<V: Value>(operation: &Operation, args: &V) -> Result<(), String> {
    check_object(operation, args).map_err(|message| message.put(" (").put(operation.name).put(")").text())
}

type Checked = Result<(), Message>;

fn check_object<V: Value>(operation: &Operation, args: &V) -> Checked {
    if !matches!(args.kind(), ValueKind::Object | ValueKind::Missing) {
        return Err(Message::of("arguments must be an object, got ").given(args));
    }
    fields(operation.params, args, "")?;
    operation.rules.iter().try_for_each(|rule| hold(rule, args))
}

fn fields<V: Value>(params: &[Param], object: &V, at: &str) -> Checked {
    for name in &object.names() {
        if !params.iter().any(|param| param.name == name) && !object.field(name).is_missing() {
            let known = Message::of(&path(at, name)).put(" is not an argument; there are: ");
            return Err(match params {
                [] => known.put("none"),
                _ => known.list(params, |message, param| message.put(param.name)),
            });
        }
    }
    params.iter().try_for_each(|param| {
        let value = object.field(param.name);
        let field = path(at, param.name);
        match value.is_missing() {
            false => shape(&param.shape, &value, &field),
            true if param.required => Err(Message::of(&field).put(" is required")),
            true => Ok(()),
        }
    })
}

fn shape<V: Value>(shape: &Shape, value: &V, field: &str) -> Checked {
    let fits = match *shape {
        Shape::List(item, min) => return list(item, min, value, field),
        Shape::Record(params) if value.kind() == ValueKind::Object => return fields(params, value, field),
        Shape::Either(a, b) => match chosen([a, b], value, field) {
            Some(one) => return self::shape(one, value, field),
            None => false,
        },
        Shape::Record(_) => false,
        Shape::Null => value.kind() == ValueKind::Null,
        Shape::Bool => value.kind() == ValueKind::Bool,
        Shape::Among(numbers) => value.number().is_some_and(|number| numbers.iter().any(|&n| f64::from(n) == number)),
        Shape::Integer(min, max) => {
            let within = |number: f64| number >= f64::from(min) && number <= f64::from(max);
            value.number().is_some_and(|number| number == number.trunc() && within(number))
        }
        _ => value.text().is_some_and(|text| text_fits(shape, &text)),
    };
    if fits { Ok(()) } else { Err(mismatch(shape, value, field)) }
}

fn text_fits(shape: &Shape, text: &str) -> bool {
    // Whether OutX counts characters or UTF-16 units is not documented: where the two differ the API has the last word.
    let short = |length: usize, max: u32| max == 0 || length <= max as usize;
    match *shape {
        Shape::Text(max) => !is_blank(text) && short(length(text), max),
        Shape::Trimmed(max) => short(trimmed_length(text), max),
        Shape::Email => is_email(text),
        Shape::Digits(count) => text.len() == count as usize && text.bytes().all(|byte| byte.is_ascii_digit()),
        Shape::Slug => !is_blank(text) && !text.bytes().any(|byte| matches!(byte, b'/' | b'?' | b'#' | b':' | b' ')),
        Shape::Id => !is_blank(text) && !text.starts_with("urn:"),
        Shape::Date => is_date(text.as_bytes()),
        Shape::Choice(values) => values.contains(&text),
        _ => false,
    }
}

/// Not what RFC 5322 allows, which is nearly anything: one address, with a domain.
fn is_email(text: &str) -> bool {
    let mut rest = text.bytes();
    let has_user = rest.position(|byte| byte == b'@').is_some_and(|at| at > 0);
    has_user && rest.any(|byte| byte == b'.') && !text.bytes().any(|byte| byte.is_ascii_whitespace() || byte == b',')
}

/// Whether a text is a day that the calendar has, as `YYYY-MM-DD`.
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

fn list<V: Value>(item: &Shape, min: u32, value: &V, field: &str) -> Checked {
    if value.kind() != ValueKind::List || value.len() < min as usize {
        return Err(mismatch(&Shape::List(&Shape::Null, min), value, field));
    }
    (0..value.len()).try_for_each(|index| {
        let at = Message::of(field).put("[").number(index as f64).put("]").text();
        shape(item, &value.item(index), &at)
    })
}

/// The one of two shapes that a value is judged by: the one that it has, or looks like from outside, so that an error names
/// the inner field.
fn chosen<V: Value>(shapes: [&'static Shape; 2], value: &V, field: &str) -> Option<&'static Shape> {
    shapes.into_iter().find(|one| match (one, value.kind()) {
        (Shape::List(..), ValueKind::List) | (Shape::Record(_), ValueKind::Object) => true,
        _ => shape(one, value, field).is_ok(),
    })
}

fn hold<V: Value>(rule: &Rule, args: &V) -> Checked {
    let has = |name: &&&str| !args.field(name).is_missing();
    let count = |names: &[&str]| names.iter().filter(has).count();
    let listed = |text: &str, names: &[&str]| {
        Message::of(text).list(names, |message, name| message.put(name)).put(" is required")
    };
    match *rule {
        Rule::AnyOf(names) if count(names) == 0 => Err(listed("at least one of ", names)),
        Rule::OneOf(names) if count(names) != 1 => {
            let got = if count(names) == 0 { ", got neither" } else { ", got both" };
            Err(listed("exactly one of ", names).put(got))
        }
        Rule::Alone(name, others) if has(&&name) => match others.iter().find(has) {
            Some(other) => Err(Message::of(other).put(" cannot be given together with ").put(name)),
            None => Ok(()),
        },
        Rule::RequiredWhen(name, other, value)
            if !has(&&name) && args.field(other).text().as_deref() == Some(value) =>
        {
            Err(Message::of(name).put(" is required when ").put(other).put(" is \"").put(value).put("\""))
        }
        _ => Ok(()),
    }
}

fn mismatch<V: Value>(shape: &Shape, value: &V, field: &str) -> Message {
    let message = Message::of(field).put(" must be ").allowed(shape).put(", got ");
    match (shape, value.text()) {
        // A code that somebody mistyped is nearly a code.
        (Shape::Digits(_), Some(_)) => message.put("another string"),
        (Shape::Text(1..), Some(text)) if !is_blank(&text) => message.number(length(&text) as f64).put(" characters"),
        (Shape::Trimmed(1..), Some(text)) => message.number(trimmed_length(&text) as f64).put(" characters"),
        (Shape::Digits(_), None) if value.kind() == ValueKind::Number => message.put("a number"),
        _ => message.given(value),
    }
}

fn path(at: &str, name: &str) -> String {
    // For each argument of each call.
    if at.is_empty() { name.to_owned() } else { Message::of(at).put(".").put(name).text() }
}
