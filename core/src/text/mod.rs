//! Numbers, percent-encoding and messages, without the formatting machinery of the standard library.

pub mod message;
pub mod number;
pub mod percent;
