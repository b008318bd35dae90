//! The console's page, as far as the gateway has a say in it.

/// Where Turnstile's script and frame come from (Cloudflare's documentation, "Content Security Policy" of Turnstile).
const TURNSTILE: &str = "https://challenges.cloudflare.com";

/// A content security policy that admits Turnstile beside all that it admitted before.
///
/// Trusted types are no longer asked for: Cloudflare does not say that its script keeps to them.
pub fn admit_turnstile(policy: &str) -> String {
    let rules = policy.split(';').map(str::trim).filter(|rule| !rule.is_empty());
    let mut admitted: Vec<String> = rules
        .filter(|rule| !rule.starts_with("require-trusted-types-for ") && !rule.starts_with("trusted-types "))
        .map(|rule| if rule.starts_with("script-src ") { format!("{rule} {TURNSTILE}") } else { rule.to_owned() })
        .collect();
    admitted.push(format!("frame-src {TURNSTILE}"));
    admitted.join("; ")
}
