//! The session and sign-in cookies. Browsers accept the `__Host-` prefix only with `Secure`, `Path=/` and no `Domain`.

/// Name of the session cookie.
pub const NAME: &str = "__Host-outx_session";

/// Name of the cookie that holds the nonce of a started sign-in (`sign_in_nonce.rs`).
pub const SIGN_IN_NAME: &str = "__Host-outx_sign_in";

const ATTRIBUTES: &str = "Path=/; HttpOnly; Secure; SameSite=Strict";

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

/// Finds the session cookie. Names are compared exactly; values are not decoded.
pub fn find(header: &str) -> Found<'_> {
    find_named(header, NAME)
}

/// Finds the nonce of a started sign-in; `None` when the cookie is absent, empty or repeated.
pub fn find_nonce(header: &str) -> Option<&str> {
    match find_named(header, SIGN_IN_NAME) {
        Found::One(nonce) => Some(nonce),
        Found::Nothing | Found::Several => None,
    }
}

fn find_named<'a>(header: &'a str, wanted: &str) -> Found<'a> {
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

/// Builds the `Set-Cookie` value that stores a sealed session for `seconds`.
pub fn set(sealed: &str, seconds: u64) -> String {
    format!("{NAME}={sealed}; Max-Age={seconds}; {ATTRIBUTES}")
}

/// Builds the `Set-Cookie` value that stores a nonce for `seconds`.
pub fn set_nonce(nonce: &str, seconds: u64) -> String {
    format!("{SIGN_IN_NAME}={nonce}; Max-Age={seconds}; {ATTRIBUTES}")
}

/// Builds the `Set-Cookie` value that deletes the session cookie.
pub fn clear() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}
