//! The session cookie. Its `__Host-` prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.

/// The cookie's name.
pub const NAME: &str = "__Host-outx_session";

/// The cookie that holds the nonce of a sign-in that was begun (`sign_in_nonce.rs`).
pub const SIGN_IN_NAME: &str = "__Host-outx_sign_in";

const ATTRIBUTES: &str = "Path=/; HttpOnly; Secure; SameSite=Strict";

/// What a `Cookie` header holds under [`NAME`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Nothing, or an empty value.
    Nothing,
    /// The sealed value.
    One(&'a str),
    /// The name twice: somebody planted one, and there is no telling which.
    Several,
}

/// Looks the session cookie up. Names are compared exactly, values are taken as they are.
pub fn find(header: &str) -> Found<'_> {
    find_named(header, NAME)
}

/// The nonce of a sign-in that was begun; `None` when the cookie is absent, empty, or there twice.
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

/// The `Set-Cookie` value that keeps `sealed` for `seconds`.
pub fn set(sealed: &str, seconds: u64) -> String {
    format!("{NAME}={sealed}; Max-Age={seconds}; {ATTRIBUTES}")
}

/// The `Set-Cookie` value that keeps a nonce for `seconds`.
pub fn set_nonce(nonce: &str, seconds: u64) -> String {
    format!("{SIGN_IN_NAME}={nonce}; Max-Age={seconds}; {ATTRIBUTES}")
}

/// The `Set-Cookie` value that takes the session away.
pub fn clear() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}
