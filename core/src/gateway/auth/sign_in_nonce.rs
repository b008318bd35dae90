//! The nonce that a caller receives with the response to `auth.sendOtp` and sends with `auth.verifyOtp`, so that its attempts are
//! counted separately from those of other callers.
//!
//! Format: `outxn1.`, then in base64url 16 random bytes, 8 bytes of expiry in milliseconds since 1970, and 16 bytes of HMAC-SHA256
//! with `SESSION_SECRET` over both and the e-mail address. It is not a credential: a caller with an invalid nonce is counted like one
//! without.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::gateway::clock::HOUR_MS;
use crate::gateway::secret::Secret;

/// Prefix of every nonce.
pub const PREFIX: &str = "outxn1.";
/// Length of the random id for [`issue`], in bytes.
pub const ID_LEN: usize = 16;
/// Lifetime of a nonce, in milliseconds: as long as the one-time code.
pub const LIFE_MS: f64 = HOUR_MS;

/// Tolerated clock difference between two machines, in milliseconds.
const CLOCK_SKEW_MS: f64 = 60_000.0;
const EXPIRY_LEN: usize = 8;
const MAC_LEN: usize = 16;

/// Issues a nonce for an e-mail address. The id must be random and used once.
pub fn issue(secret: &Secret, email: &str, id: [u8; ID_LEN], now_ms: f64) -> String {
    let expiry = ((now_ms + LIFE_MS) as u64).to_be_bytes();
    let mac = mac(secret, &id, &expiry, email).finalize().into_bytes();
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([&id[..], &expiry, &mac[..MAC_LEN]].concat()))
}

/// The id of a nonce, if it is valid for this address at `now_ms`. If it expires more than a minute later than a nonce issued now, it was
/// issued before the clock was set back, and is not valid.
pub fn valid_id(secret: &Secret, nonce: &str, email: &str, now_ms: f64) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(nonce.strip_prefix(PREFIX)?).ok()?;
    let (id, rest) = bytes.split_first_chunk::<ID_LEN>()?;
    let (expiry, tag) = rest.split_first_chunk::<EXPIRY_LEN>()?;
    if tag.len() != MAC_LEN {
        return None;
    }
    mac(secret, id, expiry, email).verify_truncated_left(tag).ok()?;
    let left_ms = u64::from_be_bytes(*expiry) as f64 - now_ms;
    (left_ms > 0.0 && left_ms <= LIFE_MS + CLOCK_SKEW_MS).then(|| id.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn mac(secret: &Secret, id: &[u8], expiry: &[u8], email: &str) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret.expose().as_bytes())
        .expect("HMAC takes keys of any length")
        .chain_update(b"sign-in nonce\0")
        .chain_update(id)
        .chain_update(expiry)
        .chain_update(email.as_bytes())
}
