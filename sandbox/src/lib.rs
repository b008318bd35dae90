//! A faithful local stand-in of the OutX API, for tests and demonstrations without an account or a network.
//!
//! Written from the documentation alone. What the documentation leaves open is marked `invented:` where it
//! is coded and listed in the README; where it contradicts itself, a switch chooses.

mod api;
mod call;
mod clock;
mod collect;
mod company;
mod control;
mod engagement;
mod fault;
mod feed;
mod followed;
mod id;
mod interaction;
mod keyword;
mod label;
mod log;
mod otp;
mod outputs;
mod page;
mod people;
mod post;
mod post_query;
mod refusal;
mod route;
mod server;
mod social;
mod switches;
mod task;
mod task_create;
mod team;
mod watchlist;
mod world;

pub use server::{Sandbox, serve};
