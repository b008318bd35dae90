//! Who calls.

pub mod authenticate;
