//! One request as it is judged: read over the border once.

use outx_core::error::Code;
use outx_core::gateway::origin::{Origin, Stance, judge, split_url};
use outx_core::gateway::refusal::Refusal;
use web_sys::Request;

use crate::isolate::{Isolate, Serving};
use crate::js::{now_ms, random_id};

/// A request and what was read of it.
pub struct Visit {
    pub request: Request,
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
        let (method, url) = (request.method(), request.url());
        let origin = header(&request, "origin");
        let site = if origin.is_empty() { header(&request, "sec-fetch-site") } else { String::new() };
        let allowed = isolate.serving.as_ref().map_or(&[][..], |serving| &serving.settings.origins);
        let stance = judge(&origin, &site, own_origin(&url), allowed);
        Self { request, method, url, origin, stance, request_id: random_id(), began_ms: now_ms() }
    }

    /// A GET as `entry.js` tells it, a line each: request id, URL, `origin`, `sec-fetch-site`, `authorization`, `cookie`. No header
    /// and no URL can hold a line break. Gives the last two beside the visit.
    pub fn told<'a>(request: Request, facts: &'a str, serving: &Serving) -> Option<(Self, &'a str, &'a str)> {
        let mut lines = facts.splitn(6, '\n');
        let mut next = || lines.next();
        let (request_id, url, origin, site) = (next()?.to_owned(), next()?.to_owned(), next()?.to_owned(), next()?);
        let (authorization, cookie) = (next()?, next()?);
        let stance = judge(&origin, site, own_origin(&url), &serving.settings.origins);
        let visit = Self { request, method: "GET".to_owned(), url, origin, stance, request_id, began_ms: now_ms() };
        Some((visit, authorization, cookie))
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
        header(&self.request, name)
    }

    /// Whether the gateway is asked on this machine.
    pub fn is_local(&self) -> bool {
        Origin::parse(own_origin(&self.url)).is_some_and(|origin| origin.is_loopback())
    }

    /// Where the caller is: what Cloudflare says, which no caller can set.
    pub fn address(&self) -> String {
        self.header("cf-connecting-ip")
    }

    /// Whether a page asks that may: the gateway's own or one of `ALLOWED_ORIGINS`.
    pub fn is_of_page(&self) -> bool {
        matches!(self.stance, Stance::Same | Stance::Allowed)
    }

    /// Refuses public access to all but pages that may ask.
    pub fn check_page(&self) -> Result<(), Refusal> {
        let text = "public access is for pages of ALLOWED_ORIGINS";
        if self.is_of_page() { Ok(()) } else { Err(Refusal::new(403, Code::OriginDenied, text)) }
    }

    /// Whether the caller wants a new session as a token, not as a cookie.
    pub fn wants_token(&self) -> bool {
        self.header("x-outx-session") == "token"
    }

    /// Whether a page of another, allowed origin asks, which needs CORS headers to read anything.
    pub fn needs_cors(&self) -> bool {
        self.stance == Stance::Allowed
    }
}

fn own_origin(url: &str) -> &str {
    split_url(url).map_or("", |(origin, _)| origin)
}

fn header(request: &Request, name: &str) -> String {
    request.headers().get(name).ok().flatten().unwrap_or_default()
}
