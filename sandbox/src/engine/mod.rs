//! The simulated service behind the API: collected posts, reactions and LinkedIn tasks.

pub(crate) mod collector;
pub(crate) mod reactions;
mod task_outputs;
pub(crate) mod task_runner;
