//! Waiting for tasks, and paging through lists, without I/O.

mod pages;
mod wait;

pub use pages::Pages;
pub use wait::{Input, Output, PollResult, TaskState, TaskWait};
