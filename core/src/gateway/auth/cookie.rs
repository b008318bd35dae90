//! The session and sign-in cookies. Browsers accept the `__Host-` prefix only with `Secure`, `Path=/` and no `Domain`.

use crate::gateway::http::origin::Origin;

/// Name of the session cookie.
pub const NAME: &str = "__Host-outx_session";
/// Name of the cookie that holds the nonce of a started sign-in (`sign_in_nonce.rs`).
pub const SIGN_IN_NAME: &str = "__Host-outx_sign_in";
/// The name prefix whose rules browsers enforce.
const PREFIX: &str = "__Host-";

/// Result of looking up a cookie in a `Cookie` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// The cookie is absent or empty.
    Nothing,
    /// The cookie's value.
    One(&'a str),
    /// The name occurs twice. One of them may be planted, and the header does not tell which.
    Several,
}

/// How the cookies are named and protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieStyle {
    /// With `__Host-` and `Secure`: everywhere except on a loopback host over plain http.
    Secure,
    /// Without both: only on a loopback host over plain http, where WebKit drops `Secure` cookies.
    Loopback,
}

impl CookieStyle {
    /// The style for requests to `own_origin`, the scheme, host and port that the gateway is called on.
    pub fn of(own_origin: &str) -> Self {
        let is_local = |own: &Origin<'_>| own.scheme == "http" && own.is_loopback();
        if Origin::parse(own_origin).as_ref().is_some_and(is_local) { Self::Loopback } else { Self::Secure }
    }

    /// Finds the session cookie. Names are compared exactly; values are not decoded. [`Self::Loopback`] falls back to the name with
    /// `__Host-`.
    pub fn find(self, header: &str) -> Found<'_> {
        self.find_named(header, NAME)
    }

    /// Finds the nonce of a started sign-in; `None` when the cookie is absent, empty or repeated.
    pub fn find_nonce(self, header: &str) -> Option<&str> {
        match self.find_named(header, SIGN_IN_NAME) {
            Found::One(nonce) => Some(nonce),
            Found::Nothing | Found::Several => None,
        }
    }

    /// Builds the `Set-Cookie` value that stores a sealed session for `seconds`.
    pub fn set(self, sealed: &str, seconds: u64) -> String {
        self.build(NAME, sealed, seconds)
    }

    /// Builds the `Set-Cookie` value that stores a nonce for `seconds`.
    pub fn set_nonce(self, nonce: &str, seconds: u64) -> String {
        self.build(SIGN_IN_NAME, nonce, seconds)
    }

    /// Builds the `Set-Cookie` value that deletes the session cookie.
    pub fn clear(self) -> String {
        self.build(NAME, "", 0)
    }

    fn build(self, name: &str, value: &str, seconds: u64) -> String {
        let secure = if self == Self::Secure { " Secure;" } else { "" };
        format!("{}={value}; Max-Age={seconds}; Path=/; HttpOnly;{secure} SameSite=Strict", self.name(name))
    }

    fn name(self, name: &str) -> &str {
        if self == Self::Secure { name } else { name.strip_prefix(PREFIX).unwrap_or(name) }
    }

    fn find_named<'a>(self, header: &'a str, name: &str) -> Found<'a> {
        match find_exactly(header, self.name(name)) {
            Found::Nothing if self == Self::Loopback => find_exactly(header, name),
            found => found,
        }
    }
}

fn find_exactly<'a>(header: &'a str, wanted: &str) -> Found<'a> {
    let mut found = Found::Nothing;
    for pair in header.split(';') {
        let Some((name, value)) = pair.trim_matches([' ', '\t']).split_once('=') else { continue };
        if name != wanted {
            continue;
        }
        found = match found {
            Found::Nothing => Found::One(value),
            _ => return Found::Several,
        };
    }
    if found == Found::One("") { Found::Nothing } else { found }
}
