//! The gateway: a Cloudflare Worker that keeps the OutX API key out of the browser.
//!
//! The policy is in `outx_core::gateway`; this crate does the I/O. Requests, responses and bodies stay raw JavaScript
//! values, because each type of the `worker` crate adds calls between wasm and JavaScript.

mod auth;
mod durable;
mod http;
mod mcp;
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
