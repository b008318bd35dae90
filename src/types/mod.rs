//! The arguments and responses of the operations. [`args`] and [`responses`] are generated from the description of the API.

pub mod args;
mod enums;
pub mod responses;
mod values;

pub use args::*;
pub use responses::*;
pub use values::{Any, Extra, Nullable, OneOrMany, TextOrBool};
