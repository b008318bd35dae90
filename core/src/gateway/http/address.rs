//! The caller's IP address, from the header that the trusted proxy in front of the gateway sets.

use std::net::{IpAddr, SocketAddr};

/// The header that Cloudflare sets; callers cannot override it.
pub const DEFAULT_HEADER: &str = "cf-connecting-ip";

/// Parses the value of the header named by `ADDRESS_HEADER`. The last entry of a list (`x-forwarded-for`) counts: the nearest
/// proxy added it, while the caller can choose the entries before it. A port is dropped. `None` for anything but an IP address: a
/// caller must not be able to choose the subject of its rate limit.
pub fn parse(value: &str) -> Option<String> {
    let last = value.rsplit(',').next().unwrap_or_default().trim_matches([' ', '\t']);
    let bare = last.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(last);
    let address = bare.parse::<IpAddr>().or_else(|_| last.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_string())
}

/// Whether a text is a header name in lower case, of at most 64 characters.
pub fn is_header_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= 64 && text.bytes().all(plain)
}
