//! The response schemas that the operations use, in the order in which they need them.

use super::names;
use crate::api::OPERATIONS;
use crate::api::operation::Operation;
use crate::api::schema::{ArgumentObject, OpenEnum, Schema, Type};
use crate::api::watchlists::ARGUMENT_OBJECTS;

/// A schema or an open enum, and the group of the first operation that uses it.
#[derive(Clone, Copy)]
pub struct Used<T: 'static> {
    /// Such as `posts`.
    pub group: &'static str,
    /// The schema or enum.
    pub item: &'static T,
}

/// The objects and enums in the responses, outputs and arguments of operations.
#[derive(Default)]
pub struct Schemas {
    /// Objects, each after those that it contains.
    pub objects: Vec<Used<Schema>>,
    /// Open enums.
    pub enums: Vec<Used<OpenEnum>>,
}

impl Schemas {
    /// The schemas of every operation of the API.
    pub fn collect() -> Self {
        Self::of(OPERATIONS.iter())
    }

    /// The schemas of these operations.
    pub fn of(operations: impl Iterator<Item = &'static Operation> + Clone) -> Self {
        let mut all = Self::default();
        for operation in operations.clone() {
            let group = names::group(operation);
            for param in operation.params {
                param.known.into_iter().for_each(|known| all.add_enum(group, known));
            }
            roots(operation).for_each(|schema| all.add(group, schema));
        }
        // The defaults of type parameters come last: a default belongs to the group of the operation that outputs it.
        for operation in operations {
            for schema in roots(operation) {
                let default = schema.parameter.map(|parameter| parameter.default);
                default.into_iter().for_each(|default| all.add(names::group(operation), default));
            }
        }
        all
    }

    /// The object of this name.
    pub fn object(&self, name: &str) -> Option<&'static Schema> {
        self.objects.iter().map(|used| used.item).find(|schema| schema.name == name)
    }

    /// The open enum of this name.
    pub fn open_enum(&self, name: &str) -> Option<&'static OpenEnum> {
        self.enums.iter().map(|used| used.item).find(|known| known.name == name)
    }

    fn add(&mut self, group: &'static str, schema: &'static Schema) {
        if self.object(schema.name).is_some() {
            return;
        }
        schema.bases.iter().for_each(|base| self.add(group, base));
        schema.fields.iter().for_each(|field| self.add_type(group, &field.kind));
        self.objects.push(Used { group, item: schema });
    }

    fn add_type(&mut self, group: &'static str, kind: &'static Type) {
        match kind {
            Type::Object(schema) => self.add(group, schema),
            Type::Enum(known) => self.add_enum(group, known),
            Type::List(item) => self.add_type(group, item),
            Type::Either(a, b) => {
                self.add_type(group, a);
                self.add_type(group, b);
            }
            _ => {}
        }
    }

    fn add_enum(&mut self, group: &'static str, known: &'static OpenEnum) {
        if !known.name.is_empty() && self.open_enum(known.name).is_none() {
            self.enums.push(Used { group, item: known });
        }
    }
}

fn roots(operation: &Operation) -> impl Iterator<Item = &'static Schema> {
    let docs = operation.docs;
    [docs.response, docs.selected, docs.output, docs.item].into_iter().flatten()
}

/// The named object of these fields.
pub fn argument_object(fields: &[crate::api::operation::Param]) -> Option<&'static ArgumentObject> {
    ARGUMENT_OBJECTS.iter().find(|object| object.fields == fields)
}
