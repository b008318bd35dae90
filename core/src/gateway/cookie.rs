//! The session cookie. Its `__Host-` prefix makes browsers insist on `Secure`, `Path=/` and no `Domain`.

/// The cookie's name.
pub const NAME: &str = "__Host-outx_session";

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
    let mut found = Found::Nothing;
    for pair in header.split(';') {
        let Some((name, value)) = pair.trim_matches([' ', '\t']).split_once('=') else { continue };
        if name != NAME {
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

/// The `Set-Cookie` value that takes the session away.
pub fn clear() -> String {
    format!("{NAME}=; Max-Age=0; {ATTRIBUTES}")
}
