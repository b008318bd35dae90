//! The one-time codes, which are not mailed, as JSON for programs and as a page for people.

use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response};
use serde_json::{Value, json};

use crate::model::otp::OneTimeCode;
use crate::model::time::format_iso;
use crate::state::world::World;

const PATH: &str = "/__sandbox/outbox";
const SCRIPT_PATH: &str = "/__sandbox/outbox.js";
const SCRIPT: &str = include_str!("outbox.js");
const STYLE: &str = include_str!("outbox.css");
/// The content security policy, which allows only the page's own script and style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Returns the codes for an email address, or all codes, newest last.
pub(super) fn list(world: &World, query: Option<&str>) -> Value {
    let codes: Vec<_> =
        codes(world, query).map(|code| json!({ "otp": code.otp, "expires_at": code.expires_at })).collect();
    json!({ "codes": codes })
}

/// Returns the page, which browsers request by `Accept`, or its script; `None` for any other request.
pub(super) fn page(world: &World, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    match request.uri().path() {
        PATH if is_read && accepts_html(request.headers()) => {
            let page = render(world, request.uri().query());
            let mut response = text("text/html; charset=utf-8", page.into_bytes());
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            Some(response)
        }
        SCRIPT_PATH if is_read => Some(text("text/javascript; charset=utf-8", SCRIPT.into())),
        _ => None,
    }
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

fn text(content_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    let headers: [(HeaderName, &str); 3] =
        [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-store"), (VARY, "accept")];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn codes<'a>(world: &'a World, query: Option<&str>) -> impl DoubleEndedIterator<Item = &'a OneTimeCode> {
    let wanted = email_of(query);
    world.codes.iter().filter(move |code| wanted.as_ref().is_none_or(|email| *email == code.email))
}

fn email_of(query: Option<&str>) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == "email").map(|(_, email)| email.trim().to_lowercase())
}

fn render(world: &World, query: Option<&str>) -> String {
    let now = world.clock.now();
    let rows: String = codes(world, query).rev().map(|code| row(code, now)).collect();
    let whose = email_of(query).map(|email| format!(" for <b>{}</b>", escape(&email))).unwrap_or_default();
    let content = if rows.is_empty() {
        format!("<p>There is no code{whose}. Request one where you sign in, then reload this page.</p>")
    } else {
        format!(
            "<p>One-time codes{whose}, newest first. The sandbox mails nothing.</p>\n<table>\n<thead><tr><th scope=\"col\">Email\
             <th scope=\"col\">Code<th scope=\"col\">State</thead>\n<tbody>\n{rows}</tbody>\n</table>"
        )
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Outbox of the OutX sandbox</title>\n<style>{STYLE}</style>\n<main>\n<h1>Outbox</h1>\n{content}\n\
         <p role=\"status\"></p>\n</main>\n<script src=\"{SCRIPT_PATH}\"></script>\n</html>\n"
    )
}

fn row(code: &OneTimeCode, now: i64) -> String {
    let minutes = (code.expires_at - now + 59_999) / 60_000;
    let state = match minutes {
        _ if code.used => "used".to_owned(),
        1 => "valid for 1 minute".to_owned(),
        2.. => format!("valid for {minutes} minutes"),
        _ => "expired".to_owned(),
    };
    let is_usable = !code.used && minutes > 0;
    let copy = if is_usable {
        format!(" <button type=\"button\" data-copy=\"{otp}\" aria-label=\"Copy {otp}\">Copy</button>", otp = code.otp)
    } else {
        String::new()
    };
    let (email, otp, until) = (escape(&code.email), &code.otp, format_iso(code.expires_at));
    format!("<tr><td>{email}<td><code>{otp}</code>{copy}<td><time datetime=\"{until}\">{state}</time>\n")
}

/// Escapes text for HTML. Email addresses come from requests and may contain markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
