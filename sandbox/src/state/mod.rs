//! The state of a running sandbox, in memory.

pub(crate) mod behavior;
pub(crate) mod clock;
pub(crate) mod fault;
pub(crate) mod request_log;
pub(crate) mod world;
