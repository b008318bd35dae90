//! The gateway: a Cloudflare Worker that keeps the OutX key where no browser can reach it.
//!
//! Thin by intent: what is decided is decided in `outx_core::gateway`. Requests, answers and bodies stay raw JavaScript
//! values, since each of the `worker` crate's own types costs crossings of the wasm border.

mod auth;
mod durable;
mod http;
mod proxy;
mod routes;
mod runtime;
mod state;
mod upstream;

use worker::{Context, Env, event};

#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<web_sys::Response> {
    Ok(routes::api::serve(request, env, context).await)
}
