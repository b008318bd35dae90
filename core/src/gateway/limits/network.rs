//! The networks of an IP address, as subjects of rate limits: one caller can use many addresses of one network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Networks of one address, each in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Networks {
    /// An IPv4 address.
    V4(String),
    /// Prefixes of an IPv6 address: `/64` is assigned to a household or a server, `/56` to a larger site, `/48` to a customer of a
    /// tunnel broker or provider.
    V6 {
        /// The first 64 bits.
        p64: String,
        /// The first 56 bits.
        p56: String,
        /// The first 48 bits.
        p48: String,
    },
    /// Not an address. All such texts share one network, so that a caller cannot create networks by inventing texts.
    Unreadable,
}

impl Networks {
    /// Parses an address; `None` when the text is empty. Ports, brackets and zone ids are ignored, and an IPv6 address that embeds
    /// an IPv4 one (mapped, compatible, NAT64, 6to4) counts as that IPv4 address.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() {
            return None;
        }
        Some(match parse_address(text) {
            Some(IpAddr::V4(v4)) => Self::V4(v4.to_string()),
            Some(IpAddr::V6(v6)) => match embedded_v4(v6) {
                Some(v4) => Self::V4(v4.to_string()),
                None => Self::prefixes(v6),
            },
            None => Self::Unreadable,
        })
    }

    /// The smallest network, which is assumed to belong to one caller.
    pub fn smallest(&self) -> &str {
        match self {
            Self::V4(address) => address,
            Self::V6 { p64, .. } => p64,
            Self::Unreadable => "unreadable",
        }
    }

    /// The largest network. It names the Durable Object that counts all three.
    pub fn largest(&self) -> &str {
        match self {
            Self::V6 { p48, .. } => p48,
            _ => self.smallest(),
        }
    }

    fn prefixes(v6: Ipv6Addr) -> Self {
        let bits = u128::from(v6);
        let prefix = |length: u32| format!("{}/{length}", Ipv6Addr::from(bits & (u128::MAX << (128 - length))));
        Self::V6 { p64: prefix(64), p56: prefix(56), p48: prefix(48) }
    }
}

fn parse_address(text: &str) -> Option<IpAddr> {
    if let Ok(with_port) = text.parse::<SocketAddr>() {
        return Some(with_port.ip());
    }
    let text = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let text = text.split_once('%').map_or(text, |(address, _zone)| address);
    text.parse().ok()
}

/// The IPv4 address embedded in an IPv6 address (RFC 4291 section 2.5.5, RFC 6052 section 2.1, RFC 3056 section 2).
fn embedded_v4(v6: Ipv6Addr) -> Option<Ipv4Addr> {
    let low = |bits: u128| Ipv4Addr::from(bits as u32);
    let bits = u128::from(v6);
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(low(bits)),
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => Some(low(bits)),
        [0x2002, ..] => Some(low(bits >> 80)),
        _ => None,
    }
}
