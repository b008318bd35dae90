//! The check of a client's base URL.

use crate::text::message::MessageBuilder;

/// The parts of an absolute URL, as a parser of the URL standard reads them.
#[derive(Clone, Copy, Debug)]
pub struct UrlParts<'a> {
    /// The scheme without a colon, such as `https`.
    pub scheme: &'a str,
    /// The host without a port, such as `gateway.example` or `[::1]`.
    pub host: &'a str,
    /// Whether it has a user name or a password.
    pub has_user_info: bool,
    /// Whether it has a query or a fragment.
    pub has_query_or_fragment: bool,
}

/// Checks a base URL; `None` is a text that is not an absolute URL. `name` is the option that has it. `http:` is accepted for loopback hosts
/// only: elsewhere the key would be sent in the clear.
///
/// # Errors
/// The message of the error, which begins with `name`.
pub fn check_base_url(name: &str, url: Option<UrlParts<'_>>) -> Result<(), String> {
    let is_loopback = |host| matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let text = match url {
        None => " must be an absolute URL, such as https://gateway.example",
        Some(url) if url.has_user_info => " must not contain a user name or password",
        Some(url) if url.has_query_or_fragment => " must not have a query or a fragment",
        Some(UrlParts { scheme: "https", .. }) => return Ok(()),
        Some(UrlParts { scheme: "http", host, .. }) if is_loopback(host) => return Ok(()),
        // `localhost:8787` is a URL with the scheme `localhost`.
        Some(_) => " must begin with https://; http:// is accepted for localhost, 127.0.0.1 and [::1] only",
    };
    Err(MessageBuilder::new(name).push(text).finish())
}
