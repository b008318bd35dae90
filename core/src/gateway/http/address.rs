//! Where a caller is, by the header that the trusted proxy in front of the gateway sets.

use std::net::{IpAddr, SocketAddr};

/// The header that Cloudflare sets and no caller can.
pub const DEFAULT_HEADER: &str = "cf-connecting-ip";

/// The address in the value of `ADDRESS_HEADER`. Of a list (`x-forwarded-for`) the last entry counts: it is the one that the nearest
/// proxy added; those before it are the caller's to choose. A port is dropped. `None` for anything that is no address: a text of
/// the caller's choosing must not name a limit of its own.
pub fn parse(value: &str) -> Option<String> {
    let last = value.rsplit(',').next().unwrap_or_default().trim_matches([' ', '\t']);
    let bare = last.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(last);
    let address = bare.parse::<IpAddr>().or_else(|_| last.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_string())
}

/// Whether a text is the name of a header, in lower case.
pub fn is_header_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= 64 && text.bytes().all(plain)
}
