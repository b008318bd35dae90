//! Content security policy of the console page.

/// Origin of Turnstile's script and frame (Cloudflare's documentation, "Content Security Policy" of Turnstile).
const TURNSTILE: &str = "https://challenges.cloudflare.com";

/// Extends a content security policy so that it also allows Turnstile.
///
/// Removes the trusted-types directives: Cloudflare does not document that its script complies with them.
pub fn allow_turnstile(policy: &str) -> String {
    let rules = policy.split(';').map(str::trim).filter(|rule| !rule.is_empty());
    let mut allowed: Vec<String> = rules
        .filter(|rule| !rule.starts_with("require-trusted-types-for ") && !rule.starts_with("trusted-types "))
        .map(|rule| if rule.starts_with("script-src ") { format!("{rule} {TURNSTILE}") } else { rule.to_owned() })
        .collect();
    allowed.push(format!("frame-src {TURNSTILE}"));
    allowed.join("; ")
}
