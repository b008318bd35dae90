//! Bindings to the JavaScript runtime, independent of the gateway.

pub mod blocks;
pub mod boxed;
pub mod detached;
pub mod http_client;
pub mod js;
pub mod settings;
