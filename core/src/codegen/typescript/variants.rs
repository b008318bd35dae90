//! The variants of arguments: combinations that the constraints between parameters allow.

use crate::api::operation::{Operation, Param, Rule, Shape};
use crate::codegen::names::pascal;

/// What a variant requires of a parameter.
#[derive(Clone, PartialEq)]
pub enum Presence {
    /// It must be present.
    Required,
    /// It must be absent.
    Absent,
    /// It has one of these values, or is absent when the flag says so.
    OneOf(Vec<&'static str>, bool),
    /// As its description says.
    Described,
}

/// A combination: its name and what it requires of the parameters that differ between variants.
pub struct Variant {
    /// Appended to the name of the arguments, such as `ByPrompt`.
    pub suffix: String,
    /// Its description in the declarations.
    pub description: String,
    /// Each parameter that differs.
    pub params: Vec<(&'static str, Presence)>,
}

/// The variants of an operation's arguments; none when all parameters go together.
pub fn variants(operation: &Operation) -> Vec<Variant> {
    let excluded = |name: &str| -> Vec<&'static str> {
        let rules = operation.rules.iter().filter_map(|rule| match rule {
            Rule::ConflictsWith(one, others) if *one == name => Some(*others),
            _ => None,
        });
        rules.flatten().copied().filter(|other| operation.param(other).is_some()).collect()
    };
    for rule in operation.rules {
        match *rule {
            Rule::OneOf(names) => {
                return names.iter().map(|name| one_of(name, names, &excluded(name))).collect();
            }
            Rule::RequiredWhen(name, other, value) => return required_when(operation, name, other, value),
            _ => {}
        }
    }
    let alone = operation.rules.iter().find_map(|rule| match rule {
        Rule::ConflictsWith(name, _) => Some(*name),
        _ => None,
    });
    alone.map_or_else(Vec::new, |name| with_and_without(name, &excluded(name)))
}

fn one_of(name: &'static str, names: &[&'static str], excluded: &[&'static str]) -> Variant {
    let others = names.iter().copied().filter(|other| *other != name);
    let mut params = vec![(name, Presence::Required)];
    params.extend(others.chain(excluded.iter().copied()).map(|other| (other, Presence::Absent)));
    Variant { suffix: format!("By{}", pascal(name)), description: format!("With `{name}`."), params }
}

fn with_and_without(name: &'static str, excluded: &[&'static str]) -> Vec<Variant> {
    let mut with = vec![(name, Presence::Required)];
    with.extend(excluded.iter().map(|other| (*other, Presence::Absent)));
    let mut without = vec![(name, Presence::Absent)];
    without.extend(excluded.iter().map(|other| (*other, Presence::Described)));
    vec![
        Variant { suffix: "Fields".to_owned(), description: format!("Without `{name}`."), params: without },
        Variant {
            suffix: format!("By{}", pascal(name)),
            description: format!("With `{name}`, which cannot be combined with other fields."),
            params: with,
        },
    ]
}

fn required_when(operation: &Operation, name: &'static str, other: &'static str, value: &'static str) -> Vec<Variant> {
    let Some(Param { shape: Shape::StringEnum(values), .. }) = operation.param(other) else { return Vec::new() };
    let rest: Vec<_> = values.iter().copied().filter(|one| *one != value).collect();
    let suffix = |value: &str| format!("As{}", pascal(value));
    vec![
        Variant {
            suffix: rest.first().map_or_else(String::new, |first| suffix(first)),
            description: format!("With an `{other}` other than `{value}`."),
            params: vec![(other, Presence::OneOf(rest, true)), (name, Presence::Described)],
        },
        Variant {
            suffix: suffix(value),
            description: format!("With the `{other}` `{value}`."),
            params: vec![(other, Presence::OneOf(vec![value], false)), (name, Presence::Required)],
        },
    ]
}
