//! Who calls, and what the isolate knows about credentials.

pub mod caller;
pub mod memory;
