//! The parts of a request that authorization depends on.

use crate::gateway::http::api_error::ApiError;
use crate::gateway::http::origin::{Origin, OriginCheck, split_url};
use crate::policy::code::Code;

/// What authorization reads of a request. Headers are empty when absent.
#[derive(Clone, Copy, Debug)]
pub struct RequestParts<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, without query.
    pub path: &'a str,
    /// The query, without its `?`.
    pub query: &'a str,
    /// The scheme, host and port that the gateway is called on.
    pub own_origin: &'a str,
    /// The header `Origin`.
    pub origin: &'a str,
    /// What `Origin` and `Sec-Fetch-Site` were classified as.
    pub origin_check: OriginCheck,
    /// The header `Authorization`.
    pub authorization: &'a str,
    /// The header `Cookie`.
    pub cookie: &'a str,
    /// The header `x-outx-session-id`: the session that the page shows.
    pub session_id: &'a str,
    /// Whether the body has been read. A credential is checked before and after, because it may expire or be revoked in between.
    pub is_body_read: bool,
}

impl<'a> RequestParts<'a> {
    /// The parts of a request without credentials. `url` is absolute.
    pub fn new(method: &'a str, url: &'a str, origin: &'a str, origin_check: OriginCheck) -> Self {
        let (own_origin, target) = split_url(url).unwrap_or(("", "/"));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method,
            path,
            query,
            own_origin,
            origin,
            origin_check,
            authorization: "",
            cookie: "",
            session_id: "",
            is_body_read: false,
        }
    }

    /// Whether the gateway is called on a loopback host.
    pub fn is_local(&self) -> bool {
        Origin::parse(self.own_origin).is_some_and(|origin| origin.is_loopback())
    }

    /// Whether it is a CORS preflight request.
    pub fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && !self.origin.is_empty()
    }

    /// Rejects pages of origins that are not in `ALLOWED_ORIGINS`.
    pub(super) fn check_origin(&self) -> Result<(), ApiError> {
        if self.origin_check == OriginCheck::CrossOrigin {
            return Err(ApiError::new(403, Code::OriginDenied, "this origin may not call (ALLOWED_ORIGINS)"));
        }
        Ok(())
    }

    /// Rejects a write under a cookie, which browsers attach by themselves, unless `Origin` is present and is that of an allowed page.
    pub(super) fn check_cookie_write(&self) -> Result<(), ApiError> {
        let is_named = !self.origin.is_empty() && is_browser_page(self.origin_check);
        if matches!(self.method, "GET" | "HEAD") || is_named {
            return Ok(());
        }
        let text = "a write by cookie must come from a page of this gateway or of ALLOWED_ORIGINS";
        Err(ApiError::new(403, Code::OriginDenied, text))
    }
}

/// Whether the caller is a page of the gateway itself or of `ALLOWED_ORIGINS`.
pub fn is_browser_page(check: OriginCheck) -> bool {
    matches!(check, OriginCheck::Same | OriginCheck::Allowed)
}

/// Limits public access to pages of the gateway itself and of `ALLOWED_ORIGINS`.
///
/// # Errors
/// 403 `origin_denied` for any other caller.
pub fn check_page(check: OriginCheck) -> Result<(), ApiError> {
    let text = "public access is for pages of ALLOWED_ORIGINS";
    if is_browser_page(check) { Ok(()) } else { Err(ApiError::new(403, Code::OriginDenied, text)) }
}
