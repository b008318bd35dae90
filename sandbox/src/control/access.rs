//! Restricts the control interface to programs and people on this machine. Web pages may not call it.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, StatusCode};

use crate::control::ControlError;

/// Rejects calls of other machines and of web pages. In a browser on this machine, any page can send a POST request here, and a page whose host name
/// resolves to 127.0.0.1 (DNS rebinding) can also read the response. Other programs send no `Origin` and name a loopback host.
pub(super) fn check(peer: IpAddr, headers: &HeaderMap) -> Result<(), ControlError> {
    if !is_local(peer) {
        return Err(ControlError::new(
            StatusCode::FORBIDDEN,
            "control calls are allowed from loopback addresses only; call from the machine that runs the sandbox",
        ));
    }
    if headers.contains_key(ORIGIN) || !names_loopback_host(headers) {
        return Err(ControlError::new(
            StatusCode::FORBIDDEN,
            "control calls from web pages are denied; send no Origin header and use the host localhost, 127.0.0.1 or [::1]",
        ));
    }
    Ok(())
}

fn is_local(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}

fn names_loopback_host(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_some_and(|host| matches!(host.host(), "localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_loopback_addresses_are_local() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("127.9.9.9", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("10.0.0.1", false),
            ("0.0.0.0", false),
            ("::ffff:10.0.0.1", false),
            ("fe80::1", false),
        ] {
            assert_eq!(address.parse().map(is_local), Ok(expected), "{address}");
        }
    }
}
