//! `responses.d.ts`: the objects of responses and task outputs.

use super::write::{HEADER, doc, import, literals};
use crate::api::schema::{Field, OpenEnum, Schema, Type};
use crate::api::watchlists::ARGUMENT_OBJECTS;
use crate::codegen::schemas::Schemas;

/// The file's text.
pub fn declarations() -> String {
    let schemas = Schemas::collect();
    let enums: String = schemas.enums.iter().map(|used| open_enum(used.item)).collect();
    let objects: String = schemas.objects.iter().map(|used| object(used.item)).collect();
    let text = enums + &objects;
    let arguments: Vec<_> = ARGUMENT_OBJECTS.iter().map(|object| object.name).collect();
    format!("{HEADER}{}\n{}\n", import(&text, &arguments, "args"), text.trim_end())
}

fn open_enum(known: &OpenEnum) -> String {
    let explained = known.values.iter().filter(|(_, text)| !text.is_empty());
    let values: Vec<_> = explained.map(|(value, text)| format!("- `{value}`: {text}")).collect();
    let mut description = known.description.to_owned();
    if !values.is_empty() {
        description += &format!("\n\n{}", values.join("\n"));
    }
    let literals = literals(known.values.iter().map(|(value, _)| *value));
    format!("{}export type {} = {literals} | (string & {{}});\n\n", doc(&description, 0), known.name)
}

fn object(schema: &Schema) -> String {
    let description = doc(schema.description, 0);
    if schema.is_undocumented() {
        return format!("{description}export type {} = Record<string, unknown>;\n\n", schema.name);
    }
    let parameter = schema.parameter.map_or_else(String::new, |parameter| {
        let bound = if parameter.is_bound { format!(" extends {}", parameter.default.name) } else { String::new() };
        format!("<{}{bound} = {}>", parameter.name, parameter.default.name)
    });
    let bases: Vec<_> = schema.bases.iter().map(|base| base.name).collect();
    let bases = if bases.is_empty() { String::new() } else { format!(" extends {}", bases.join(", ")) };
    let fields: String = schema.fields.iter().map(|field| property(field, schema)).collect();
    // A base has it already.
    let further = if schema.is_open && schema.bases.is_empty() { "  [field: string]: unknown;\n" } else { "" };
    format!("{description}export interface {}{parameter}{bases} {{\n{fields}{further}}}\n\n", schema.name)
}

fn property(field: &Field, schema: &Schema) -> String {
    let mark = if field.is_always_present { "" } else { "?" };
    let null = if field.is_nullable { " | null" } else { "" };
    format!("{}  {}{mark}: {}{null};\n", doc(&field.text(), 2), field.name, type_of(&field.kind, schema))
}

fn type_of(kind: &Type, schema: &Schema) -> String {
    let parameter = schema.parameter.map(|parameter| parameter.name);
    match *kind {
        Type::Text => "string".to_owned(),
        Type::Integer => "number".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Any => "unknown".to_owned(),
        Type::AnyObject => "Record<string, unknown>".to_owned(),
        Type::Enum(known) => known.name.to_owned(),
        Type::Object(object) => match (object.parameter, parameter) {
            (Some(_), Some(name)) => format!("{}<{name}>", object.name),
            _ => object.name.to_owned(),
        },
        Type::Argument(object) => object.name.to_owned(),
        Type::Parameter => parameter.unwrap_or("unknown").to_owned(),
        Type::List(item) => {
            let item = type_of(item, schema);
            if item.contains(" | ") { format!("({item})[]") } else { format!("{item}[]") }
        }
        Type::Either(a, b) => format!("{} | {}", type_of(a, schema), type_of(b, schema)),
    }
}
