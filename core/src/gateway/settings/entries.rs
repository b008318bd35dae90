//! Validates entries of list settings. An entry that can never match is a problem, because the setting would be weaker or stricter
//! than it looks.

use crate::gateway::auth::email::EmailError;
use crate::gateway::http::origin::{Origin, names_default_port};

/// Validates entry `at` (counted from 1) of `ALLOWED_ORIGINS`.
///
/// # Errors
/// What the setting must contain, as the end of a sentence that begins with its name.
pub fn check_origin(origin: &str, at: usize) -> Result<(), String> {
    if !origin.is_ascii() {
        return Err(format!("must hold ASCII host names (xn--... for an international one), which entry {at} is not"));
    }
    let Some(parsed) = Origin::parse(origin) else {
        return Err(format!("must hold exact origins such as https://app.example, which entry {at} is not"));
    };
    if names_default_port(origin) {
        return Err(format!("must leave out the default port, as browsers do; entry {at} names it"));
    }
    if !parsed.is_trustworthy() {
        return Err(format!("must not hold a page without https, which can be forged, as entry {at} is"));
    }
    if parsed.scheme == "chrome-extension" && !is_chrome_extension_id(parsed.host) {
        return Err(format!("must hold an extension's id of 32 letters from a to p; that of entry {at} is none"));
    }
    Ok(())
}

/// Describes what is wrong with entry `at` of `SIGN_IN_DOMAINS`, as the end of a sentence that begins with the setting's name.
pub fn describe_domain_error(error: EmailError, at: usize) -> String {
    match error {
        EmailError::International => {
            format!("must hold ASCII host names (xn--... for an international one), which entry {at} is not")
        }
        _ => format!(
            "must hold domains such as example.com, without @, *, spaces or semicolons, which entry {at} is not"
        ),
    }
}

fn is_chrome_extension_id(host: &str) -> bool {
    host.len() == 32 && host.bytes().all(|byte| (b'a'..=b'p').contains(&byte))
}
