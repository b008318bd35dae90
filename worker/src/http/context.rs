//! A request and what was read of it, once.

use std::borrow::Cow;

use outx_core::gateway::auth::cookie::CookieStyle;
use outx_core::gateway::authorize::{self, RequestParts};
use outx_core::gateway::http::address::{self, DEFAULT_HEADER};
use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::http::encoded_request::EncodedRequest;
use outx_core::gateway::http::origin::{Origin, OriginCheck, classify_origin, split_url};
use outx_core::gateway::http::trace::parse_trace_id;
use outx_core::gateway::settings::Settings;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Request;

use crate::runtime::js::{now_ms, object, random_id, set};

/// Headers by which proxies say for whom they ask.
const FORWARDING_HEADERS: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/// A request and what was read of it.
pub struct RequestContext {
    pub raw: Request,
    pub method: String,
    pub url: String,
    pub origin: String,
    pub origin_check: OriginCheck,
    pub request_id: String,
    /// The trace id of `traceparent`, for the log; empty when there is none.
    pub trace_id: String,
    pub began_ms: f64,
    /// Whether the console sent it, as its header says. It decides nothing but where the call is counted.
    pub is_console: bool,
    address_header: Cow<'static, str>,
}

impl RequestContext {
    /// Reads what every decision needs.
    pub fn read(request: Request, settings: Option<&Settings>) -> Self {
        let (method, url) = (request.method(), request.url());
        let origin = header(&request, "origin");
        let site = if origin.is_empty() { header(&request, "sec-fetch-site") } else { String::new() };
        let allowed = settings.map_or(&[][..], |settings| &settings.origins);
        let origin_check = classify_origin(&origin, &site, own_origin(&url), allowed);
        let trace_id = trace_id(&header(&request, "traceparent"));
        let address_header = settings.map_or(DEFAULT_HEADER.into(), |settings| settings.address_header.clone());
        let is_console = is_console(&header(&request, "x-outx-client"));
        let (request_id, began_ms) = (random_id(), now_ms());
        Self {
            raw: request,
            method,
            url,
            origin,
            origin_check,
            request_id,
            trace_id,
            began_ms,
            is_console,
            address_header,
        }
    }

    /// The same for a request of which `entry.js` passed the parts.
    pub fn from_fast_path(request: Request, method: &str, encoded: &EncodedRequest<'_>, settings: &Settings) -> Self {
        Self {
            raw: request,
            method: method.to_owned(),
            url: encoded.url.to_owned(),
            origin: encoded.origin.to_owned(),
            origin_check: classify_origin(
                encoded.origin,
                encoded.fetch_site,
                own_origin(encoded.url),
                &settings.origins,
            ),
            request_id: encoded.request_id.to_owned(),
            trace_id: trace_id(encoded.traceparent),
            began_ms: now_ms(),
            is_console: is_console(encoded.client),
            address_header: settings.address_header.clone(),
        }
    }

    /// A request that an MCP request makes to this gateway: with its credential, page, address and trace, under its request id.
    ///
    /// # Errors
    /// What `new Request` throws.
    pub fn of_tool_call(
        outer: &Self,
        method: &'static str,
        target: &str,
        body: Option<&str>,
        idempotency_key: &str,
    ) -> Result<Self, JsValue> {
        let headers = object([("content-type", "application/json"), ("idempotency-key", idempotency_key)]);
        let copied = ["authorization", "origin", "sec-fetch-site", &outer.address_header];
        for name in copied {
            let value = outer.header(name);
            if !value.is_empty() {
                set(&headers, name, &value.into());
            }
        }
        let init = object([("method", method)]);
        set(&init, "headers", &headers);
        if let Some(body) = body {
            set(&init, "body", &body.into());
        }
        let url = format!("{}{target}", own_origin(&outer.url));
        let raw = Request::new_with_str_and_init(&url, init.unchecked_ref())?;
        Ok(Self {
            raw,
            method: method.to_owned(),
            url,
            origin: outer.origin.clone(),
            origin_check: outer.origin_check,
            request_id: outer.request_id.clone(),
            trace_id: outer.trace_id.clone(),
            began_ms: now_ms(),
            is_console: false,
            address_header: outer.address_header.clone(),
        })
    }

    /// What authorization reads of the request, with the headers `authorization`, `cookie` and `x-outx-session-id`.
    pub fn parts<'a>(&'a self, authorization: &'a str, cookie: &'a str, session_id: &'a str) -> RequestParts<'a> {
        RequestParts {
            authorization,
            cookie,
            session_id,
            ..RequestParts::new(&self.method, &self.url, &self.origin, self.origin_check)
        }
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
        header(&self.raw, name)
    }

    /// Whether the gateway is asked on this machine.
    pub fn is_local(&self) -> bool {
        Origin::parse(own_origin(&self.url)).is_some_and(|origin| origin.is_loopback())
    }

    /// How cookies are set. A proxy in front hides the address that the browser asks, so behind one they are as protected as everywhere.
    pub fn cookie_style(&self) -> CookieStyle {
        let is_forwarded = FORWARDING_HEADERS.iter().any(|name| !self.header(name).is_empty());
        if is_forwarded { CookieStyle::Secure } else { self.read_cookie_style() }
    }

    /// How cookies are read.
    pub fn read_cookie_style(&self) -> CookieStyle {
        CookieStyle::of(own_origin(&self.url))
    }

    /// The host that the gateway is asked on; empty when the URL has none that could be an origin's.
    pub fn own_host(&self) -> &str {
        Origin::parse(own_origin(&self.url)).map_or("", |origin| origin.host)
    }

    /// The caller's address as the trusted proxy in front says (`ADDRESS_HEADER`). Empty when it says none: all such callers
    /// then share the limits of one subject.
    pub fn address(&self) -> String {
        address::parse(&self.header(&self.address_header)).unwrap_or_default()
    }

    /// Limits public access to pages that may call.
    ///
    /// # Errors
    /// 403 `origin_denied` for any other caller.
    pub fn check_page(&self) -> Result<(), ApiError> {
        authorize::check_page(self.origin_check)
    }

    /// Whether the caller wants a new session as a token, not as a cookie.
    pub fn wants_token(&self) -> bool {
        self.header("x-outx-session") == "token"
    }

    /// Whether a page of another, allowed origin asks, which needs CORS headers to read anything.
    pub fn needs_cors(&self) -> bool {
        self.origin_check == OriginCheck::Allowed
    }
}

fn own_origin(url: &str) -> &str {
    split_url(url).map_or("", |(origin, _)| origin)
}

fn is_console(client: &str) -> bool {
    client == "console"
}

fn trace_id(traceparent: &str) -> String {
    parse_trace_id(traceparent).unwrap_or_default().to_owned()
}

fn header(request: &Request, name: &str) -> String {
    request.headers().get(name).ok().flatten().unwrap_or_default()
}
