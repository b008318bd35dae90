//! Parses e-mail addresses for sign-in into one canonical form.
//!
//! RFC 5322 allows many spellings of one mailbox (quotes, comments, groups, encoded words). An API or a mailer that normalizes or splits
//! them would turn one mailbox into many rate-limit subjects, or send a code past `SIGN_IN_DOMAINS`. The gateway therefore accepts
//! plain ASCII addresses only and sends the API exactly the text that it counted. Callers write an international domain in its `xn--`
//! form: the crate `idna` would add 157 kB (55 kB gzip) of tables to a Worker of 884 kB (326 kB).

use crate::old_rules::OldRule;

const MAX_LEN: usize = 254;
const MAX_LOCAL_LEN: usize = 64;
const MAX_HOST_LEN: usize = 253;
const MAX_LABEL_LEN: usize = 63;

/// Why an address is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailError {
    /// It is not `name@host`, or it is too long.
    Form,
    /// The part before the `@` contains a character that is not allowed.
    LocalPart,
    /// The part after the `@` is not a host name of two labels or more.
    Host,
    /// The part after the `@` is not ASCII.
    International,
}

impl EmailError {
    /// The error text for the caller. The text of [`Self::Form`] is the API's own (`docs/api.md`, "One-time codes").
    pub fn text(self) -> &'static str {
        match self {
            Self::Form => "Missing or invalid 'email'",
            Self::LocalPart => {
                "Missing or invalid 'email': before the @ only a-z, 0-9 and . _ + ' - are allowed, with no dot at either end or twice in a row"
            }
            Self::Host => "Missing or invalid 'email': after the @ there must be one host name, such as example.com",
            Self::International => {
                "Missing or invalid 'email': write the domain in ASCII; an international domain has a form that begins with xn--"
            }
        }
    }
}

/// Parses an address into its canonical form: lower case, without surrounding ASCII white space.
///
/// # Errors
/// [`EmailError`] unless the text is a plain local part, one `@` and a host name.
pub fn parse_email(text: &str) -> Result<String, EmailError> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if text.len() > MAX_LEN {
        return Err(EmailError::Form);
    }
    if OldRule::LooseEmails.applies() && text.contains('@') {
        return Ok(text.to_lowercase());
    }
    let (local, host) = text.rsplit_once('@').ok_or(EmailError::Form)?;
    if local.is_empty() || host.is_empty() {
        return Err(EmailError::Form);
    }
    let host = parse_host(host)?;
    if !is_plain_local_part(local) {
        return Err(EmailError::LocalPart);
    }
    Ok(format!("{}@{host}", local.to_ascii_lowercase()))
}

/// Parses a mail domain into its canonical form: lower-case ASCII, no trailing dot.
///
/// # Errors
/// [`EmailError`] unless the text is a host name of two labels or more.
pub fn parse_host(text: &str) -> Result<String, EmailError> {
    if !text.is_ascii() {
        return Err(EmailError::International);
    }
    let labels: Vec<&str> = text.split('.').collect();
    // A numeric last label makes the host an IPv4 address (WHATWG URL, "ends in a number").
    let is_numeric = labels.last().is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    if text.len() > MAX_HOST_LEN || labels.len() < 2 || is_numeric || !labels.iter().all(|label| is_label(label)) {
        return Err(EmailError::Host);
    }
    Ok(text.to_ascii_lowercase())
}

fn is_plain_local_part(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'\'' | b'-');
    text.len() <= MAX_LOCAL_LEN
        && text.bytes().all(plain)
        && !text.starts_with('.')
        && !text.ends_with('.')
        && !text.contains("..")
}

fn is_label(text: &str) -> bool {
    (1..=MAX_LABEL_LEN).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
