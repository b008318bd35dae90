//! Fingerprints of the secrets. A ledger stores them to detect that a secret was replaced; it does not store the secret.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::gateway::secret::Secret;
use crate::gateway::settings::Settings;

/// Length of a fingerprint, in bytes: enough to notice another value, too little to confirm a guess of one.
const FINGERPRINT_LEN: usize = 4;

/// The fingerprints of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretFingerprint {
    /// Name of the setting.
    pub name: String,
    /// Keyed by `SESSION_SECRET`, as hexadecimal digits.
    pub current: String,
    /// Keyed by `SESSION_SECRET_PREVIOUS`; empty without it. After a rotation of `SESSION_SECRET` it equals the stored fingerprint, so that
    /// the other secrets do not appear replaced.
    pub previous: String,
}

/// Returns the fingerprints of all secrets that are set: HMAC-SHA256 keyed by the session secret, truncated.
pub fn fingerprints(settings: &Settings) -> Vec<SecretFingerprint> {
    let previous = settings.session_secret_previous.as_ref();
    let print = |(name, secret): (&'static str, &Secret)| SecretFingerprint {
        name: name.to_owned(),
        current: fingerprint(&settings.session_secret, name, secret),
        previous: previous.map(|key| fingerprint(key, name, secret)).unwrap_or_default(),
    };
    settings.named_secrets().map(print).collect()
}

fn fingerprint(key: &Secret, name: &str, secret: &Secret) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()).expect("HMAC takes keys of any length");
    for part in ["secret fingerprint", name, secret.expose()] {
        mac.update(part.as_bytes());
        mac.update(b"\0");
    }
    mac.finalize().into_bytes().iter().take(FINGERPRINT_LEN).map(|byte| format!("{byte:02x}")).collect()
}
