//! The data types of the sandbox, and functions that need only their data.

pub(crate) mod company;
pub(crate) mod ids;
pub(crate) mod interaction;
pub(crate) mod keyword;
pub(crate) mod label;
pub(crate) mod otp;
pub(crate) mod person;
pub(crate) mod post;
pub(crate) mod task;
pub(crate) mod team;
pub(crate) mod time;
pub(crate) mod watchlist;
