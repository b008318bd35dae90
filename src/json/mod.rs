//! JSON in the representation of the target: a JavaScript value in wasm, so that no response is copied, and a `serde_json` value elsewhere.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

use outx_core::call::{Value, ValueKind};

#[cfg(not(target_family = "wasm"))]
pub use native::Json;
#[cfg(not(target_family = "wasm"))]
pub(crate) use native::View;
#[cfg(target_family = "wasm")]
pub use wasm::Json;
#[cfg(target_family = "wasm")]
pub(crate) use wasm::View;

impl Json {
    /// The string in a field of an object.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.view().field(name).text()
    }

    /// The whole number in a field of an object.
    pub(crate) fn whole_number(&self, name: &str) -> Option<u32> {
        let number = self.view().field(name).number()?;
        (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
    }

    /// The number of items of a list; 0 for any other value.
    pub(crate) fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether the value is a list.
    pub(crate) fn is_list(&self) -> bool {
        self.view().kind() == ValueKind::List
    }
}
