//! Authentication of callers.

pub mod authenticate;
