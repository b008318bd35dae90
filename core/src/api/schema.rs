//! The objects in responses: their fields, with text, unit and optionality.
//!
//! The JavaScript client does not validate responses against these objects: the documentation contradicts itself in places (docs/api.md,
//! "Contradictions"), and a client that rejected a response for an unexpected field would fail where a raw `fetch` works.

pub use super::open_enum::OpenEnum;
use super::param::Param;

/// A named object in a response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema {
    /// Its name in every language.
    pub name: &'static str,
    /// Its description, in one or two sentences.
    pub description: &'static str,
    /// Objects whose fields it has before its own.
    pub bases: &'static [&'static Schema],
    /// Its own fields, in the order of the documentation.
    pub fields: &'static [Field],
    /// Its type parameter, if it contains an object that depends on the operation.
    pub parameter: Option<Parameter>,
    /// Whether the API may send fields that are not documented.
    pub is_open: bool,
    /// The field that contains the object in one of two shapes, and the schema of the object there. Its names are the preferred ones.
    pub nested: Option<(&'static str, &'static Schema)>,
}

/// The type parameter of a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its name, such as `Output`.
    pub name: &'static str,
    /// Its default.
    pub default: &'static Schema,
    /// Whether every type argument extends the default.
    pub is_bound: bool,
}

/// A field of a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name, as the API spells it.
    pub name: &'static str,
    /// The type of its value.
    pub kind: Type,
    /// Its description. Empty when the name is clear enough.
    pub description: &'static str,
    /// The unit of a number, or the format of a text. Empty when there is none.
    pub unit: &'static str,
    /// Whether every documented response has it.
    pub is_always_present: bool,
    /// Whether the documentation shows `null` in it.
    pub is_nullable: bool,
    /// Another name under which some responses have it. Empty when there is none.
    pub alias: &'static str,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Bool,
    /// Any JSON value, because the type is not documented.
    Any,
    /// An object whose fields are not documented.
    AnyObject,
    /// One of the known strings, or any other string.
    Enum(&'static OpenEnum),
    /// An object.
    Object(&'static Schema),
    /// An object that arguments contain too.
    Argument(&'static ArgumentObject),
    /// The schema's type parameter.
    Parameter,
    /// A list.
    List(&'static Type),
    /// Either type.
    Either(&'static Type, &'static Type),
}

/// A named object in arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArgumentObject {
    /// Its name in every language.
    pub name: &'static str,
    /// Its description.
    pub description: &'static str,
    /// Its fields.
    pub fields: &'static [Param],
}

impl Schema {
    /// An open object of these fields.
    pub const fn new(name: &'static str, description: &'static str, fields: &'static [Field]) -> Self {
        Self { name, description, bases: &[], fields, parameter: None, is_open: true, nested: None }
    }

    /// The same object, whose fields are all documented.
    pub const fn complete(mut self) -> Self {
        self.is_open = false;
        self
    }

    /// The same object with the fields of others before its own.
    pub const fn extends(mut self, bases: &'static [&'static Schema]) -> Self {
        self.bases = bases;
        self
    }

    /// The same object with a type parameter.
    pub const fn parameter(mut self, name: &'static str, default: &'static Schema) -> Self {
        self.parameter = Some(Parameter { name, default, is_bound: false });
        self
    }

    /// The same object with a type parameter that extends its default.
    pub const fn bound_parameter(mut self, name: &'static str, default: &'static Schema) -> Self {
        self.parameter = Some(Parameter { name, default, is_bound: true });
        self
    }

    /// The same object, which one of two shapes of the response has one level down in a field.
    pub const fn nested(mut self, field: &'static str, schema: &'static Schema) -> Self {
        self.nested = Some((field, schema));
        self
    }

    /// All its fields: those of its bases, then its own.
    pub fn all_fields(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = self.bases.iter().flat_map(|base| base.all_fields()).collect();
        fields.extend(self.fields);
        fields
    }

    /// Whether none of its fields is documented.
    pub const fn is_undocumented(&self) -> bool {
        self.bases.is_empty() && self.fields.is_empty()
    }
}

/// A field that some responses lack.
pub const fn field(name: &'static str, kind: Type, description: &'static str) -> Field {
    Field { name, kind, description, unit: "", is_always_present: false, is_nullable: false, alias: "" }
}

impl Field {
    /// The same field, which every documented response has.
    pub const fn always(mut self) -> Self {
        self.is_always_present = true;
        self
    }

    /// The same field, which may be `null`.
    pub const fn nullable(mut self) -> Self {
        self.is_nullable = true;
        self
    }

    /// The same field with the unit of its number, or the format of its text.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The same field with another name under which some responses have it.
    pub const fn alias(mut self, alias: &'static str) -> Self {
        self.alias = alias;
        self
    }

    /// Its description and its unit in one text; empty when it has neither.
    pub fn text(&self) -> String {
        match (self.description, self.unit) {
            (text, "") => text.to_owned(),
            ("", unit) => format!("{unit}."),
            (text, unit) => format!("{text} {unit}."),
        }
    }
}
