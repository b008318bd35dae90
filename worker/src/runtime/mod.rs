//! Bindings to the JavaScript runtime. Knows no term of the product.

pub mod blocks;
pub mod http_client;
pub mod js;
#[cfg(feature = "inject-panic")]
pub mod trap;
