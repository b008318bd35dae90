//! Parses origins and decides which may call the gateway.

/// The entry of `ALLOWED_ORIGINS` for all pages on this machine. The settings accept it only while the API is a sandbox on this machine.
pub const LOOPBACK_PAGES: &str = "loopback";

/// Result of the origin check of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginCheck {
    /// A page of the gateway's own origin, according to `Origin` or, for a GET without it, to `Sec-Fetch-Site`.
    Same,
    /// A page or extension of `ALLOWED_ORIGINS`.
    Allowed,
    /// No `Origin`, and `Sec-Fetch-Site` absent or `none`: not sent by a page of another site.
    Unspecified,
    /// Any other page, sandboxed frames (`null`) included.
    CrossOrigin,
}

/// Classifies a request by its headers `Origin` and `Sec-Fetch-Site`, each empty when absent. Origins are compared
/// exactly: no prefix, suffix, wildcard or case folding. The gateway's own origin is trusted over plain http on a loopback host only:
/// elsewhere an attacker on the network, or one who points a domain at the gateway (DNS rebinding), can forge its pages.
pub fn classify_origin(origin: &str, fetch_site: &str, own: &str, allowed: &[String]) -> OriginCheck {
    if origin.is_empty() {
        // A form or image of another site sends no Origin with a GET, but the browser sets Sec-Fetch-Site.
        return match fetch_site {
            "same-origin" => classify_own_origin(own),
            "" | "none" => OriginCheck::Unspecified,
            _ => OriginCheck::CrossOrigin,
        };
    }
    if origin == own {
        classify_own_origin(own)
    } else if allowed
        .iter()
        .any(|entry| if entry == LOOPBACK_PAGES { is_local_page(origin, own) } else { entry == origin })
    {
        OriginCheck::Allowed
    } else {
        OriginCheck::CrossOrigin
    }
}

/// Whether a page of a loopback host calls a gateway on a loopback host.
fn is_local_page(origin: &str, own: &str) -> bool {
    let is_local =
        |text: &str| Origin::parse(text).is_some_and(|it| matches!(it.scheme, "http" | "https") && it.is_loopback());
    is_local(origin) && is_local(own)
}

fn classify_own_origin(own: &str) -> OriginCheck {
    let is_trustworthy = Origin::parse(own).is_some_and(|own| own.is_trustworthy());
    if is_trustworthy { OriginCheck::Same } else { OriginCheck::CrossOrigin }
}

/// A parsed origin: `scheme://host[:port]` and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Lower-case scheme without `://`.
    pub scheme: &'a str,
    /// Host without port; an IPv6 address keeps its brackets.
    pub host: &'a str,
}

impl<'a> Origin<'a> {
    /// Parses the serialized form that browsers send. `None` with a path, user info or, for a website, an upper-case host.
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

    /// Whether the host is a loopback host. Compared exactly: `localhost.example` and `127.0.0.1.example` are not. Subdomains of
    /// `localhost` are (RFC 6761, section 6.3): browsers resolve them without DNS.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback_address() || self.host.strip_suffix(".localhost").is_some_and(|name| !name.is_empty())
    }

    /// The same without subdomains of `localhost`, for requests that the gateway sends: a server's resolver may look them up in DNS.
    pub fn is_loopback_address(&self) -> bool {
        matches!(self.host, "localhost" | "127.0.0.1" | "[::1]")
    }

    /// Whether the network cannot forge a page of this origin: TLS, a loopback host, or files of an app or extension.
    pub fn is_trustworthy(&self) -> bool {
        match self.scheme {
            "https" => true,
            "http" => self.is_loopback(),
            scheme => !UNTRUSTED_SCHEMES.contains(&scheme),
        }
    }
}

/// Whether an origin contains the default port. Browsers leave it out, so such an origin matches none that they send.
pub fn names_default_port(origin: &str) -> bool {
    (origin.starts_with("https://") && origin.ends_with(":443"))
        || (origin.starts_with("http://") && origin.ends_with(":80"))
}

/// Schemes whose pages are transferred unencrypted, or whose origin browsers serialize as `null`.
const UNTRUSTED_SCHEMES: [&str; 8] = ["ws", "wss", "ftp", "file", "data", "blob", "javascript", "about"];

/// Splits an absolute URL into its origin and the path with query.
pub fn split_url(url: &str) -> Option<(&str, &str)> {
    let start = url.find("://")? + 3;
    let slash = url[start..].find('/')? + start;
    Some((&url[..slash], &url[slash..]))
}
