//! The client of the [OutX](https://www.outx.ai) API, for wasm front ends, Cloudflare Workers, servers and command-line programs.
//!
//! ```no_run
//! # #[cfg(feature = "client")]
//! # mod example {
//! use outx_client::{Outx, types::*};
//!
//! # fn show<T>(_: T) {}
//! # async fn run(email: String, code: String) -> Result<(), outx_client::Error> {
//! let outx = Outx::gateway("https://gateway.example")?;
//! outx.auth().send_otp(SendOtpArgs::new(&email)).await?;
//! outx.auth().verify_otp(VerifyOtpArgs::new(&email, code)).await?;
//!
//! let lists = outx.watchlists().keyword().list().await?.watchlists;
//! let mut posts = outx.posts().list(ListPostsArgs::new(&lists[0].id)).stream();
//! while let Some(post) = posts.try_next().await? { show(post) }
//!
//! let task = outx.linkedin().fetch_profile(FetchProfileArgs::new("ada-example")).await?;
//! show(task.wait().await?);
//! # Ok(())
//! # }
//! # }
//! ```
//!
//! This is a page on the gateway's site, where the browser keeps the session. On a server or in a Worker, create the client with
//! [`Outx::with_key`], or with [`Outx::gateway_with_token`].
//!
//! | feature | for | built on |
//! |---|---|---|
//! | `browser` (default) | pages, web workers, extension pages | gloo-net |
//! | `worker` | Cloudflare Workers | the worker crate |
//! | `native` | servers, command-line programs | reqwest, rustls, tokio |
//! | `client` | any of them with a [`Transport`](transport::Transport) of your own | |
//! | `types` | the argument and response types without a client | |
//! | `js` | the npm package `outx-client` | |
//!
//! The rules of a call are state machines in `outx-core`. This crate and the JavaScript client drive the same machines, so both have the
//! same checks, errors, retries, tasks and paging.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(feature = "js", target_family = "wasm"))]
pub mod js;
#[cfg(target_family = "wasm")]
mod js_value;

#[cfg(feature = "client")]
mod base_url;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod clock;
#[cfg(all(feature = "client", target_family = "wasm"))]
mod convert;
#[cfg(feature = "client")]
mod credential;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod json;
#[cfg(feature = "client")]
mod lock;
#[cfg(feature = "client")]
mod mismatch;
#[cfg(feature = "client")]
mod operations;
#[cfg(feature = "client")]
mod options;
#[cfg(feature = "client")]
mod pages;
#[cfg(feature = "client")]
mod poll_state;
#[cfg(feature = "client")]
mod poller;
#[cfg(feature = "client")]
mod raw_request;
#[cfg(feature = "client")]
mod request;
#[cfg(feature = "client")]
mod stream;
#[cfg(feature = "client")]
mod task;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "types")]
pub mod types;

#[cfg(feature = "client")]
pub use builder::Builder;
#[cfg(feature = "client")]
pub use client::{Outx, Usage};
#[cfg(all(feature = "client", target_family = "wasm"))]
pub use convert::{from_js, to_js};
#[cfg(feature = "client")]
pub use credential::IntoCredential;
#[cfg(feature = "client")]
pub use error::{BoxError, Error, Result};
#[cfg(feature = "client")]
pub use operations::*;
pub use outx_core::api::operation::{Kind, Method};
pub use outx_core::policy::code::{Class, Code};
#[cfg(feature = "client")]
pub use pages::List;
#[cfg(feature = "client")]
pub use raw_request::RawRequest;
#[cfg(feature = "client")]
pub use request::Request;
#[cfg(feature = "client")]
pub use stream::ResultStream;
#[cfg(feature = "client")]
pub use task::{Task, TaskProgress, Wait};

#[cfg(all(feature = "js", target_family = "wasm"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
