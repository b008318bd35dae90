//! One request as it is judged: read over the border once.

use outx_core::gateway::origin::{Origin, Stance, judge, split_url};
use web_sys::{Headers, Request};

use crate::isolate::Isolate;
use crate::js::{now_ms, random_id};

/// A request and what was read of it.
pub struct Visit {
    pub request: Request,
    pub headers: Headers,
    pub method: String,
    pub url: String,
    pub origin: String,
    pub stance: Stance,
    pub request_id: String,
    pub began_ms: f64,
}

impl Visit {
    /// Reads what every decision needs.
    pub fn read(request: Request, isolate: &Isolate) -> Self {
        let (headers, method, url) = (request.headers(), request.method(), request.url());
        let origin = header(&headers, "origin");
        let site = if origin.is_empty() { header(&headers, "sec-fetch-site") } else { String::new() };
        let allowed = isolate.serving.as_ref().map_or(&[][..], |serving| &serving.settings.origins);
        let stance = judge(&origin, &site, own_origin(&url), allowed);
        Self { request, headers, method, url, origin, stance, request_id: random_id(), began_ms: now_ms() }
    }

    /// The path, without query.
    pub fn path(&self) -> &str {
        self.target().split('?').next().unwrap_or_default()
    }

    /// The query, without its `?`.
    pub fn query(&self) -> &str {
        self.target().split_once('?').map_or("", |(_, query)| query)
    }

    /// Path and query.
    pub fn target(&self) -> &str {
        split_url(&self.url).map_or("/", |(_, target)| target)
    }

    /// A header; empty when absent.
    pub fn header(&self, name: &str) -> String {
        header(&self.headers, name)
    }

    /// Whether the gateway is asked on this machine.
    pub fn is_local(&self) -> bool {
        Origin::parse(own_origin(&self.url)).is_some_and(|origin| origin.is_loopback())
    }

    /// Where the caller is: what Cloudflare says, which no caller can set.
    pub fn address(&self) -> String {
        self.header("cf-connecting-ip")
    }

    /// Whether a page of another, allowed origin asks, which needs CORS headers to read anything.
    pub fn needs_cors(&self) -> bool {
        self.stance == Stance::Allowed
    }
}

fn own_origin(url: &str) -> &str {
    split_url(url).map_or("", |(origin, _)| origin)
}

fn header(headers: &Headers, name: &str) -> String {
    headers.get(name).ok().flatten().unwrap_or_default()
}
