//! `src/types/responses`: the objects and open enums of responses and task outputs.

use super::args::has_struct;
use super::write::{HEADER, doc, enum_of, field_name, imports, module};
use crate::api::OPERATIONS;
use crate::api::schema::{Field, OpenEnum, Schema, Type};
use crate::codegen::names;
use crate::codegen::schemas::Schemas;

/// Each file's path and text.
pub fn files() -> Vec<(String, String)> {
    let schemas = Schemas::collect();
    let mut groups: Vec<&'static str> = OPERATIONS.iter().map(names::group).collect();
    groups.dedup();
    let mut files = Vec::new();
    for group in groups {
        let mut text = String::new();
        schemas.enums.iter().filter(|used| used.group == group).for_each(|used| text += &open_enum(used.item));
        let objects = schemas.objects.iter().filter(|used| used.group == group).map(|used| used.item);
        objects.filter(|schema| schema.nested.is_none()).for_each(|schema| text += &object(schema, &schemas));
        if !text.is_empty() {
            let imports = imports(&text, &schemas, "responses");
            files.push((
                group,
                format!("{HEADER}//! The responses of the operations in `{group}`.\n\n{imports}\n{text}"),
            ));
        }
    }
    let names: Vec<_> = files.iter().map(|(group, _)| *group).collect();
    let index = module("Responses and task outputs.", &names);
    let files = files.into_iter().map(|(group, text)| (format!("src/types/responses/{group}.rs"), text));
    files.chain([("src/types/responses/mod.rs".to_owned(), index)]).collect()
}

/// The types of all objects and arguments, for tests.
pub fn list() -> String {
    let schemas = Schemas::collect();
    let types = schemas.objects.iter().map(|used| used.item).map(|schema| {
        let arguments =
            if schema.parameter.is_some() { format!("::<{}>", default_type(schema)) } else { String::new() };
        format!("(\"{}\", read::<{}{}>),\n", schema.name, object_type(schema), arguments.replace("::", ""))
    });
    let arguments = OPERATIONS.iter().filter(|operation| has_struct(operation));
    let arguments =
        arguments.map(|operation| format!("(\"{}\", read::<{}>),\n", operation.name, names::args(operation)));
    format!(
        "{HEADER}use outx_client::types::*;\n\nuse super::{{Read, read}};\n\n\
        /// Each object of the description by its name, and how it is read.\n\
        pub const TYPES: &[(&str, Read)] = &[\n{}];\n\n\
        /// The arguments of each operation by its name, and how they are read.\n\
        pub const ARGUMENTS: &[(&str, Read)] = &[\n{}];\n",
        types.collect::<String>(),
        arguments.collect::<String>()
    )
}

/// The name of an object's type. One that may be nested is read as the object in it, from either shape.
pub fn object_type(schema: &Schema) -> &'static str {
    schema.nested.map_or(schema.name, |(_, nested)| nested.name)
}

fn open_enum(known: &OpenEnum) -> String {
    enum_of("open", known.name, known.description, known.values)
}

fn object(schema: &'static Schema, schemas: &Schemas) -> String {
    let outer = schemas
        .objects
        .iter()
        .map(|used| used.item)
        .find(|outer| outer.nested.is_some_and(|(_, it)| it.name == schema.name));
    let mut fields = schema.all_fields();
    let mut container = "default".to_owned();
    let nested_at = outer.and_then(|outer| Some((outer, outer.nested?.0)));
    if let Some((outer, at)) = nested_at {
        let is_new = |field: &Field| fields.iter().all(|own| own.name != field.name && own.alias != field.name);
        let more: Vec<_> = outer.fields.iter().filter(|field| field.name != at && is_new(field)).collect();
        fields.extend(more);
        container = format!("from = \"{}Shapes\"", schema.name);
    }
    let (generics, bound) = match schema.parameter {
        Some(parameter) => {
            let (name, default) = (parameter.name, default_type(schema));
            (format!("<{name} = {default}>"), format!(", bound(deserialize = \"{name}: Deserialize<'de> + Default\")"))
        }
        None => (String::new(), String::new()),
    };
    let body: String = fields.iter().map(|field| field_text(field, schema)).collect();
    let name = schema.name;
    let mut text = doc(schema.description);
    text += &format!(
        "#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n#[serde({container}{bound})]\n#[non_exhaustive]\n\
        pub struct {name}{generics} {{\n{body}/// Further fields, as they are.\n#[serde(flatten)]\npub extra: Extra,\n}}\n\n"
    );
    if let Some((_, at)) = nested_at {
        text += &both_shapes(name, at, &body, &fields);
    }
    text
}

/// The default of a type parameter. The output of a task of an unknown kind may be anything.
fn default_type(schema: &Schema) -> &'static str {
    match schema.parameter {
        Some(parameter) if parameter.is_bound => parameter.default.name,
        _ => "Any",
    }
}

/// A private type that reads an object from either shape. `body` has the fields of the object's own type.
fn both_shapes(name: &str, at: &str, body: &str, fields: &[&'static Field]) -> String {
    let body = body.lines().filter(|line| !line.starts_with("///"));
    let body: String = body.map(|line| format!("{}\n", line.strip_prefix("pub ").unwrap_or(line))).collect();
    let own: String = fields.iter().map(|field| format!("{0}: value.{0},\n", field_name(field.name).0)).collect();
    let mut merged = String::new();
    for field in fields {
        let (rust, _) = field_name(field.name);
        if matches!(field.kind, Type::List(_)) {
            merged += &format!("value.{rust}.append(&mut outer.{rust});\n");
            continue;
        }
        merged += &format!("value.{rust} = value.{rust}.or(outer.{rust});\n");
        if !field.alias.is_empty() {
            let alias = field.alias;
            merged += &format!("value.{rust} = value.{rust}.or_else(|| take_text(&mut value.extra, \"{alias}\"));\n");
        }
    }
    format!(
        "/// Either shape: the fields themselves, or one level down.\n\
        #[derive(Default, Deserialize)]\n#[serde(default)]\n\
        struct {name}Shapes {{\n{body}#[serde(rename = \"{at}\")]\nnested: Option<Box<Self>>,\n#[serde(flatten)]\nextra: Extra,\n}}\n\n\
        impl From<{name}Shapes> for {name} {{\nfn from(mut outer: {name}Shapes) -> Self {{\n\
        let mut value = outer.nested.take().map_or_else({name}Shapes::default, |nested| *nested);\n\
        outer.extra.append(&mut value.extra);\nvalue.extra = outer.extra;\n{merged}\
        Self {{\n{own}extra: value.extra,\n}}\n}}\n}}\n\n"
    )
}

fn field_text(field: &Field, schema: &Schema) -> String {
    let (name, rename) = field_name(field.name);
    let mut attributes: Vec<String> = rename.into_iter().collect();
    let kind = rust_type(&field.kind, schema);
    let is_list = matches!(field.kind, Type::List(_));
    let is_whole = matches!(field.kind, Type::Integer);
    let is_plain = (field.is_always_present && !field.is_nullable) || is_list || kind == "Any";
    let empty = match () {
        () if kind == "Any" => "Any::is_null",
        () if is_list && !field.is_always_present => "Vec::is_empty",
        () if !is_plain => "Option::is_none",
        () => "",
    };
    if !empty.is_empty() {
        attributes.push(format!("skip_serializing_if = \"{empty}\""));
    }
    match (is_whole, is_plain) {
        (true, true) => attributes.push("deserialize_with = \"integer\"".to_owned()),
        (true, false) => attributes.push("deserialize_with = \"optional_integer\"".to_owned()),
        (false, true) if kind != "Any" => attributes.push("deserialize_with = \"or_default\"".to_owned()),
        _ => {}
    }
    let attributes =
        if attributes.is_empty() { String::new() } else { format!("#[serde({})]\n", attributes.join(", ")) };
    let kind = if is_plain { kind } else { format!("Option<{kind}>") };
    format!("{}{attributes}pub {name}: {kind},\n", doc(&field.text()))
}

fn rust_type(kind: &Type, schema: &Schema) -> String {
    match *kind {
        Type::Text => "String".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Any => "Any".to_owned(),
        Type::AnyObject => "Extra".to_owned(),
        Type::Enum(known) => known.name.to_owned(),
        Type::Object(object) if object.parameter.is_some() => {
            format!("{}<{}>", object.name, schema.parameter.map_or(default_type(object), |parameter| parameter.name))
        }
        Type::Object(object) => object_type(object).to_owned(),
        Type::Argument(object) => object.name.to_owned(),
        Type::Parameter => schema.parameter.map_or("Any", |parameter| parameter.name).to_owned(),
        Type::List(item) => format!("Vec<{}>", rust_type(item, schema)),
        Type::Either(Type::Text, Type::Argument(object)) => format!("{}Entry", object.name),
        Type::Either(..) => panic!("{}: add the Rust type of this choice to src/types/values.rs and here", schema.name),
    }
}
