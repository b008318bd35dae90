//! A call's arguments against its row of the table, before anything is sent.

use crate::number::whole;
use crate::operation::{Operation, Param, Rule, Shape};
use crate::value::{Value, ValueKind};

/// An argument that the API would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The field, such as `fetchFreqInHours` or `keywords[1].keyword`; empty when it is about the arguments as a whole.
    pub field: String,
    /// What is wrong, what is allowed, what was given, and in which operation.
    pub message: String,
}

/// Checks the arguments of a call.
///
/// # Errors
/// [`Invalid`] for the first argument that is unknown, missing, of another shape, out of its limits, or at odds with another.
pub fn check<V: Value>(operation: &Operation, args: &V) -> Result<(), Invalid> {
    check_object(operation, args).map_err(|mut invalid| {
        add(&mut invalid.message, &[" (", operation.name, ")"]);
        invalid
    })
}

fn check_object<V: Value>(operation: &Operation, args: &V) -> Result<(), Invalid> {
    if !matches!(args.kind(), ValueKind::Object | ValueKind::Missing) {
        return Err(invalid("", &["arguments must be an object, got ", &given(args)]));
    }
    fields(operation.params, args, "")?;
    operation.rules.iter().try_for_each(|rule| hold(rule, args))
}

fn fields<V: Value>(params: &[Param], object: &V, at: &str) -> Result<(), Invalid> {
    for name in object.names() {
        if !params.iter().any(|param| param.name == name) && !object.field(&name).is_missing() {
            let field = path(at, &name);
            let known: Vec<_> = params.iter().map(|param| param.name).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(invalid(&field, &[&field, " is not an argument; there are: ", &known]));
        }
    }
    params.iter().try_for_each(|param| {
        let value = object.field(param.name);
        let field = path(at, param.name);
        match value.is_missing() {
            false => shape(&param.shape, &value, &field),
            true if param.required => Err(invalid(&field, &[&field, " is required"])),
            true => Ok(()),
        }
    })
}

fn shape<V: Value>(shape: &Shape, value: &V, field: &str) -> Result<(), Invalid> {
    let fits = match *shape {
        Shape::List(item, min) => return list(item, min, value, field),
        Shape::Record(params) if value.kind() == ValueKind::Object => return fields(params, value, field),
        Shape::Either(a, b) => return either(a, b, value, field),
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
    let short = |text: &str, max: u32| max == 0 || text.chars().count() <= max as usize;
    match *shape {
        Shape::Text(max) => !text.trim().is_empty() && short(text, max),
        Shape::Trimmed(max) => short(text.trim(), max),
        Shape::Email => text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !text.contains(|c: char| c.is_ascii_whitespace() || c == ',')
        }),
        Shape::Digits(count) => text.len() == count as usize && text.bytes().all(|byte| byte.is_ascii_digit()),
        Shape::Slug => !text.trim().is_empty() && !text.contains(['/', '?', '#', ':', ' ']),
        Shape::Id => !text.trim().is_empty() && !text.starts_with("urn:"),
        Shape::Date => is_date(text.as_bytes()),
        Shape::Choice(values) => values.contains(&text),
        _ => false,
    }
}

/// Whether a text is a day that the calendar has, as `YYYY-MM-DD`.
fn is_date(text: &[u8]) -> bool {
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let digits = |range: core::ops::Range<usize>| text[range].iter().all(u8::is_ascii_digit);
    if text.len() != 10 || text[4] != b'-' || text[7] != b'-' || !(digits(0..4) && digits(5..7) && digits(8..10)) {
        return false;
    }
    let (year, month, day) = (number(&text[..4]), number(&text[5..7]), number(&text[8..]));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn list<V: Value>(item: &Shape, min: u32, value: &V, field: &str) -> Result<(), Invalid> {
    if value.kind() != ValueKind::List || value.len() < min as usize {
        return Err(mismatch(&Shape::List(&Shape::Null, min), value, field));
    }
    (0..value.len()).try_for_each(|index| {
        let mut at = field.to_owned();
        add(&mut at, &["[", &whole(index as f64), "]"]);
        shape(item, &value.item(index), &at)
    })
}

/// A value that is of neither shape is judged by the one that it looks like, so that the error names the inner field.
fn either<V: Value>(a: &Shape, b: &Shape, value: &V, field: &str) -> Result<(), Invalid> {
    let is_inner = |shape: &Shape| match value.kind() {
        ValueKind::List => matches!(shape, Shape::List(..)),
        ValueKind::Object => matches!(shape, Shape::Record(_)),
        _ => false,
    };
    match shape(a, value, field) {
        Err(_) if is_inner(b) => shape(b, value, field),
        Err(_) if shape(b, value, field).is_ok() => Ok(()),
        Err(mut error) if !is_inner(a) => {
            error.message.clear();
            let (a, b) = (allowed(a), allowed(b));
            add(&mut error.message, &[field, " must be ", &a, " or ", &b, ", got ", &given(value)]);
            Err(error)
        }
        outcome => outcome,
    }
}

fn hold<V: Value>(rule: &Rule, args: &V) -> Result<(), Invalid> {
    let has = |name: &str| !args.field(name).is_missing();
    match *rule {
        Rule::AnyOf(names) if !names.iter().any(|name| has(name)) => {
            Err(invalid("", &["at least one of ", &names.join(", "), " is required"]))
        }
        Rule::OneOf(names) if names.iter().filter(|name| has(name)).count() != 1 => {
            let all = if names.iter().any(|name| has(name)) { ", got both" } else { ", got neither" };
            Err(invalid(names[0], &["exactly one of ", &names.join(", "), " is required", all]))
        }
        Rule::Alone(name, others) if has(name) => match others.iter().find(|other| has(other)) {
            Some(other) => Err(invalid(other, &[other, " cannot be given together with ", name])),
            None => Ok(()),
        },
        Rule::RequiredWhen(name, other, value) if !has(name) && args.field(other).text().as_deref() == Some(value) => {
            Err(invalid(name, &[name, " is required when ", other, " is \"", value, "\""]))
        }
        _ => Ok(()),
    }
}

fn mismatch<V: Value>(shape: &Shape, value: &V, field: &str) -> Invalid {
    let given = match (shape, value.text()) {
        // A code that somebody mistyped is nearly a code.
        (Shape::Digits(_), _) => kind_name(value.kind()).to_owned(),
        (Shape::Text(1..), Some(text)) if !text.trim().is_empty() => characters(&text),
        (Shape::Trimmed(1..), Some(text)) => characters(text.trim()),
        _ => given(value),
    };
    invalid(field, &[field, " must be ", &allowed(shape), ", got ", &given])
}

/// What a shape allows, in words.
pub(crate) fn allowed(shape: &Shape) -> String {
    let mut text = String::new();
    match *shape {
        Shape::Text(0) => text.push_str("a string that is not only white space"),
        Shape::Text(max) => {
            add(&mut text, &["a string of 1 to ", &whole(f64::from(max)), " characters that is not only white space"])
        }
        Shape::Trimmed(0) => text.push_str("a string"),
        Shape::Trimmed(max) => {
            add(&mut text, &["a string of at most ", &whole(f64::from(max)), " characters once trimmed"])
        }
        Shape::Email => text.push_str("an e-mail address"),
        Shape::Digits(count) => add(&mut text, &["a string of ", &whole(f64::from(count)), " digits"]),
        Shape::Slug => text.push_str("the last part of a linkedin address, not the address"),
        Shape::Id => text.push_str("an id of outx, not a urn"),
        Shape::Date => text.push_str("a date as YYYY-MM-DD"),
        Shape::Choice(values) => add(&mut text, &["one of ", &values.join(", ")]),
        Shape::Among(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(|&number| whole(f64::from(number))).collect();
            add(&mut text, &["one of ", &numbers.join(", ")]);
        }
        Shape::Integer(min, u32::MAX) => add(&mut text, &["a whole number from ", &whole(f64::from(min))]),
        Shape::Integer(min, max) => {
            add(&mut text, &["a whole number from ", &whole(f64::from(min)), " to ", &whole(f64::from(max))])
        }
        Shape::Bool => text.push_str("true or false"),
        Shape::Null => text.push_str("null"),
        Shape::List(_, 0) => text.push_str("a list"),
        Shape::List(_, min) => add(&mut text, &["a list of at least ", &whole(f64::from(min))]),
        Shape::Record(_) => text.push_str("an object"),
        Shape::Either(a, b) => add(&mut text, &[&allowed(a), " or ", &allowed(b)]),
    }
    text
}

fn characters(text: &str) -> String {
    let mut count = whole(text.chars().count() as f64);
    count.push_str(" characters");
    count
}

/// The longest piece of a caller's own text that an error repeats.
const SHOWN: usize = 40;

fn given<V: Value>(value: &V) -> String {
    let mut text = String::new();
    match (value.kind(), value.text(), value.number(), value.bool()) {
        (_, Some(given), ..) => {
            let shown: String = given.chars().take(SHOWN).collect();
            let rest = if shown.len() < given.len() { "…" } else { "" };
            add(&mut text, &["\"", &shown, rest, "\""]);
        }
        (_, _, Some(number), _) if number == number.trunc() && number.abs() < 1e15 => text.push_str(&whole(number)),
        (_, _, Some(number), _) => {
            text.push_str(if number.is_finite() { "a fraction" } else { "a number that is not finite" })
        }
        (.., Some(given)) => text.push_str(if given { "true" } else { "false" }),
        (ValueKind::List, ..) if value.len() == 0 => text.push_str("an empty list"),
        (kind, ..) => text.push_str(kind_name(kind)),
    }
    text
}

fn kind_name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Missing => "nothing",
        ValueKind::Null => "null",
        ValueKind::Bool => "a boolean",
        ValueKind::Number => "a number",
        ValueKind::Text => "another string",
        ValueKind::List => "a list",
        ValueKind::Object => "an object",
        ValueKind::Other => "something that is not JSON",
    }
}

fn path(at: &str, name: &str) -> String {
    let mut path = at.to_owned();
    add(&mut path, &[if at.is_empty() { "" } else { "." }, name]);
    path
}

fn invalid(field: &str, parts: &[&str]) -> Invalid {
    let mut message = String::new();
    add(&mut message, parts);
    Invalid { field: field.to_owned(), message }
}

/// Instead of `format!`, whose machinery would be a fifth of the client's download.
fn add(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| text.push_str(part));
}
