//! Who calls, and what the isolate knows about credentials.

pub mod caller;
mod identity;
pub mod memory;
