//! `args.d.ts`: the arguments of operations and the objects in them.

use super::variants::{Presence, Variant, variants};
use super::write::{HEADER, doc, import, literals};
use crate::api::OPERATIONS;
use crate::api::operation::{Operation, Param, Shape};
use crate::api::watchlists::ARGUMENT_OBJECTS;
use crate::codegen::schemas::{Schemas, argument_object};
use crate::codegen::{names, rules};

/// The file's text.
pub fn declarations() -> String {
    let mut text = String::new();
    for object in ARGUMENT_OBJECTS {
        let fields: String = object.fields.iter().map(|param| field(param, &described(param))).collect();
        text += &format!("{}export interface {} {{\n{fields}}}\n\n", doc(object.description, 0), object.name);
    }
    for operation in OPERATIONS.iter().filter(|operation| has_type(operation)) {
        text += &arguments(operation);
    }
    let schemas = Schemas::collect();
    let enums: Vec<_> = schemas.enums.iter().map(|used| used.item.name).collect();
    let import = import(&text, &enums, "responses");
    format!("{HEADER}{import}{}{}\n", if import.is_empty() { "" } else { "\n" }, text.trim_end())
}

/// Whether the arguments of an operation are a type with a name.
pub fn has_type(operation: &Operation) -> bool {
    !operation.params.is_empty() && names::id_param(operation).is_none()
}

fn arguments(operation: &Operation) -> String {
    let name = names::args(operation);
    let mut description = format!("Arguments of `{}`.", operation.name);
    operation.rules.iter().for_each(|rule| description += &format!("\n{}", rules::text(rule)));
    description = description.replacen('\n', "\n\n", 1);
    let variants = variants(operation);
    let differs =
        |param: &Param| variants.iter().any(|variant| variant.params.iter().any(|(name, _)| *name == param.name));
    let common: String =
        operation.params.iter().filter(|param| !differs(param)).map(|param| field(param, &described(param))).collect();
    if variants.is_empty() {
        return format!("{}export interface {name} {{\n{common}}}\n\n", doc(&description, 0));
    }
    let base = format!("{name}Common");
    let mut text = format!(
        "{}interface {base} {{\n{common}}}\n\n",
        doc(&format!("The fields that every variant of `{name}` has."), 0)
    );
    for variant in &variants {
        text += &interface(operation, variant, &differs, &name, &base);
    }
    let union: Vec<_> = variants.iter().map(|variant| format!("{name}{}", variant.suffix)).collect();
    text + &format!("{}export type {name} = {};\n\n", doc(&description, 0), union.join(" | "))
}

fn interface(
    operation: &Operation,
    variant: &Variant,
    differs: &dyn Fn(&Param) -> bool,
    name: &str,
    base: &str,
) -> String {
    let of = |param: &Param| variant.params.iter().find(|(name, _)| *name == param.name).map(|(_, presence)| presence);
    let fields: String = operation
        .params
        .iter()
        .filter(|param| differs(param))
        .map(|param| match of(param).unwrap_or(&Presence::Described) {
            Presence::Required => field(&param.required(), &described(param)),
            Presence::Described => field(param, &described(param)),
            Presence::Absent => format!("  {}?: undefined;\n", param.name),
            Presence::OneOf(values, is_optional) => {
                let (mark, end) = if *is_optional { ("?", " | undefined") } else { ("", "") };
                let values = literals(values.iter().copied());
                format!("{}  {}{mark}: {values}{end};\n", doc(&described(param), 2), param.name)
            }
        })
        .collect();
    format!("{}interface {name}{} extends {base} {{\n{fields}}}\n\n", doc(&variant.description, 0), variant.suffix)
}

fn field(param: &Param, description: &str) -> String {
    let (mark, end) = if param.required { ("", "") } else { ("?", " | undefined") };
    format!("{}  {}{mark}: {}{end};\n", doc(description, 2), param.name, type_of(param))
}

fn described(param: &Param) -> String {
    match param.default {
        "" => param.description.to_owned(),
        default => format!("{} Default: `{}`.", param.description, default.trim_matches('"')),
    }
}

fn type_of(param: &Param) -> String {
    let Some(known) = param.known else { return shape(&param.shape) };
    if !known.name.is_empty() {
        return known.name.to_owned();
    }
    let values = literals(known.values.iter().map(|(value, _)| *value));
    let others = if matches!(param.shape, Shape::Either(_, Shape::Bool)) { "boolean | " } else { "" };
    format!("{values} | {others}(string & {{}})")
}

fn shape(of: &Shape) -> String {
    match *of {
        Shape::StringEnum(values) => literals(values.iter().copied()),
        Shape::NumberEnum(numbers) => numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" | "),
        Shape::Integer(..) => "number".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::List(item, _) => {
            let item = shape(item);
            if item.contains(" | ") { format!("readonly ({item})[]") } else { format!("readonly {item}[]") }
        }
        Shape::Record(fields) => match argument_object(fields) {
            Some(object) => object.name.to_owned(),
            None => panic!("an object without a name; add it to the argument objects"),
        },
        Shape::Either(a, b) => format!("{} | {}", shape(a), shape(b)),
        _ => "string".to_owned(),
    }
}
