//! The gateway: a Cloudflare Worker that keeps the OutX key where no browser can reach it.
//!
//! Thin by intent: what is decided is decided in `outx_core::gateway`. Requests, answers and bodies stay raw JavaScript
//! values, since each of the `worker` crate's own types costs crossings of the wasm border.

mod admit;
mod answer;
mod blocks;
mod body;
mod call;
mod counts;
mod isolate;
mod js;
mod ledger;
mod limiter;
mod outside;
mod own;
mod page;
mod polls;
mod quick;
mod reply;
mod serve;
mod sign_in;
mod sign_out;
mod sign_outs;
mod throttle;
#[cfg(feature = "inject-panic")]
mod trap;
mod turnstile;
mod upstream;
mod visit;
mod write;

use worker::{Context, Env, event};

#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<web_sys::Response> {
    Ok(serve::serve(request, env, context).await)
}
