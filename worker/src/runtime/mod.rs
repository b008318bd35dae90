//! Bindings to the JavaScript runtime. Knows no term of the product.

pub mod blocks;
pub mod detached;
pub mod http_client;
pub mod js;
