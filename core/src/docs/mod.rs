//! Documents made from the operation table: the OpenAPI file, the client's method list, the reference pages.

pub mod answers;
pub mod methods;
pub mod openapi;
pub mod reference;
mod schema;
