//! Origins: how they are written, and which may call.

/// Where a request comes from, as far as its browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginCheck {
    /// A page of the gateway's own origin: by `Origin`, or by the browser's word for a GET, which has none.
    Same,
    /// A page or extension of `ALLOWED_ORIGINS`.
    Allowed,
    /// Not a page of another site: no `Origin`, and a browser's word that no page asks, or none at all.
    Unspecified,
    /// Any other page, sandboxed frames (`null`) included.
    CrossOrigin,
}

/// Judges the headers `Origin` and `Sec-Fetch-Site`, each empty when absent. Origins are compared whole and
/// exactly: no prefix, no suffix, no wildcard, no case folding. A page of the gateway's own origin over plain http is nobody's, but
/// on this machine: whoever sits on the way, or points a name of his own at it (DNS rebinding), writes such pages.
pub fn classify_origin(origin: &str, fetch_site: &str, own: &str, allowed: &[String]) -> OriginCheck {
    if origin.is_empty() {
        // A form or an image of another site sends no Origin with a GET, but its browser tells.
        return match fetch_site {
            "same-origin" => own_pages(own),
            "" | "none" => OriginCheck::Unspecified,
            _ => OriginCheck::CrossOrigin,
        };
    }
    if origin == own {
        own_pages(own)
    } else if allowed.iter().any(|one| one == origin) {
        OriginCheck::Allowed
    } else {
        OriginCheck::CrossOrigin
    }
}

fn own_pages(own: &str) -> OriginCheck {
    let is_ours = Origin::parse(own).is_some_and(|own| own.is_trustworthy());
    if is_ours { OriginCheck::Same } else { OriginCheck::CrossOrigin }
}

/// An origin in parts: `scheme://host[:port]` and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Lower-case scheme without `://`.
    pub scheme: &'a str,
    /// Host without port; an IPv6 address keeps its brackets.
    pub host: &'a str,
}

impl<'a> Origin<'a> {
    /// Reads the serialised form that browsers send. Anything more (path, user info, an upper-case host of a website) is `None`.
    /// The host of an app's own scheme keeps its case: `safari-web-extension://` ids are upper case.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, port) = match rest.rfind(':') {
            Some(colon) if !rest.ends_with(']') => (&rest[..colon], Some(&rest[colon + 1..])),
            _ => (rest, None),
        };
        let in_scheme =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.');
        let scheme_ok = scheme.starts_with(|first: char| first.is_ascii_lowercase()) && scheme.bytes().all(in_scheme);
        let is_app = !matches!(scheme, "http" | "https");
        let name_ok = |byte: u8| {
            byte.is_ascii_lowercase()
                || byte.is_ascii_digit()
                || matches!(byte, b'.' | b'-')
                || (is_app && (byte.is_ascii_uppercase() || byte == b'_'))
        };
        let host_ok = host == "[::1]" || (!host.is_empty() && host.bytes().all(name_ok));
        let port_ok = port.is_none_or(|port| port.parse::<u16>().is_ok() && !port.starts_with(['0', '+']));
        (scheme_ok && host_ok && port_ok).then_some(Self { scheme, host })
    }

    /// Whether the host names this machine. Compared whole: `localhost.example` and `127.0.0.1.example` do not. Names below
    /// `localhost` do (RFC 6761, section 6.3); browsers resolve them without asking the network.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback_address() || self.host.strip_suffix(".localhost").is_some_and(|name| !name.is_empty())
    }

    /// The same without names below `localhost`, for what the gateway itself fetches: a server's resolver may ask the network for them.
    pub fn is_loopback_address(&self) -> bool {
        matches!(self.host, "localhost" | "127.0.0.1" | "[::1]")
    }

    /// Whether a page of this origin cannot be forged by the network: TLS, this machine, or files of an app or extension.
    pub fn is_trustworthy(&self) -> bool {
        match self.scheme {
            "https" => true,
            "http" => self.is_loopback(),
            scheme => !UNTRUSTED_SCHEMES.contains(&scheme),
        }
    }
}

/// Whether an origin names a port that browsers leave out, so that it equals none that they send.
pub fn names_default_port(origin: &str) -> bool {
    (origin.starts_with("https://") && origin.ends_with(":443"))
        || (origin.starts_with("http://") && origin.ends_with(":80"))
}

/// Schemes whose pages come over the network in the clear, or whose origin browsers serialise as `null`.
const UNTRUSTED_SCHEMES: [&str; 8] = ["ws", "wss", "ftp", "file", "data", "blob", "javascript", "about"];

/// Splits an absolute URL into its origin and the rest, which begins with `/`.
pub fn split_url(url: &str) -> Option<(&str, &str)> {
    let start = url.find("://")? + 3;
    let slash = url[start..].find('/')? + start;
    Some((&url[..slash], &url[slash..]))
}
