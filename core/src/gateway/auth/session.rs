//! Sessions sealed into a value that the visitor keeps and cannot read, change or make.
//!
//! `outxs1.` and then, in base64url: 4 bytes that name the secret, 24 of nonce, and the session as JSON under
//! XChaCha20-Poly1305. Prefix and key name are authenticated with it. The nonce is long enough to be drawn at random
//! for every seal without a count (RFC 8439 and draft-irtf-cfrg-xchacha); the keys come from the secret by HKDF-SHA256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::gateway::clock::DAY_MS;
use crate::gateway::secret::Secret;

/// What every sealed value begins with.
pub const PREFIX: &str = "outxs1.";
/// Bytes of nonce that [`Sealer::seal`] wants.
pub const NONCE_LEN: usize = 24;
/// Browsers drop a cookie of more than 4,096 bytes with its name.
const MAX_LEN: usize = 4000;
const KEY_NAME_LEN: usize = 4;

/// How a session began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// By one-time code: it carries its team's key.
    Session,
    /// By a Turnstile check: it carries no key.
    Public,
}

/// A visitor's session. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Random; the same through all renewals. What a sign-out revokes.
    pub id: String,
    /// How it began.
    pub access: Kind,
    /// Address that the code went to; empty for [`Kind::Public`].
    pub email: String,
    /// The team of the verify response; empty for [`Kind::Public`].
    pub team_id: String,
    /// For people to read.
    pub team_name: String,
    /// The team's key. It exists in the clear only here, in the Worker's memory.
    #[serde(with = "exposed", default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Secret>,
    /// When the visitor signed in.
    pub began_ms: f64,
    /// When this value was sealed.
    pub sealed_ms: f64,
    /// When this value stops being good.
    pub expires_ms: f64,
}

/// The longest a session lives through renewals.
pub const LIFE_MS: f64 = 30.0 * DAY_MS;

impl Session {
    /// Whether it holds at `now_ms`: not over, and not from so far ahead that it would outlast every session, as one that was
    /// sealed by a clock since set back may. Such a clock is tolerated for a day.
    pub fn holds(&self, now_ms: f64) -> bool {
        let left_ms = self.expires_ms - now_ms;
        left_ms > 0.0 && left_ms <= LIFE_MS + DAY_MS
    }

    /// When it is renewed on its next use: past half of its life.
    pub fn renew_at_ms(&self) -> f64 {
        (self.sealed_ms + self.expires_ms) / 2.0
    }

    /// The session to seal again at `now_ms`, when it is time and 30 days are not over.
    pub fn renewed(&self, now_ms: f64, ttl_ms: f64) -> Option<Self> {
        let expires_ms = (now_ms + ttl_ms).min(self.began_ms + LIFE_MS);
        let due = self.access == Kind::Session && now_ms >= self.renew_at_ms() && expires_ms > self.expires_ms;
        due.then(|| Self { sealed_ms: now_ms, expires_ms, ..self.clone() })
    }
}

/// Why a sealed value does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// Not ours, cut, changed, or sealed by a secret that is no longer known.
    Broken,
    /// Ours, and over, or of a time too far ahead.
    Expired,
}

/// Seals with the current secret and opens with the current and the previous one.
pub struct Sealer {
    keys: Vec<Key>,
}

struct Key {
    name: [u8; KEY_NAME_LEN],
    cipher: XChaCha20Poly1305,
}

impl Key {
    fn derive(secret: &Secret) -> Self {
        let hkdf = Hkdf::<Sha256>::new(None, secret.expose().as_bytes());
        let (mut key, mut name) = ([0; 32], [0; KEY_NAME_LEN]);
        hkdf.expand(b"outx-gateway session key", &mut key).expect("32 bytes are within HKDF's limit");
        hkdf.expand(b"outx-gateway session key name", &mut name).expect("4 bytes are within HKDF's limit");
        Self { name, cipher: XChaCha20Poly1305::new(&key.into()) }
    }

    fn authenticated(&self) -> Vec<u8> {
        [PREFIX.as_bytes(), &self.name].concat()
    }
}

impl Sealer {
    /// A sealer for `SESSION_SECRET` and, while it is being replaced, `SESSION_SECRET_PREVIOUS`.
    pub fn new(current: &Secret, previous: Option<&Secret>) -> Self {
        Self { keys: std::iter::once(current).chain(previous).map(Key::derive).collect() }
    }

    /// Seals `session`. The nonce must be drawn at random for this call.
    pub fn seal(&self, session: &Session, nonce: [u8; NONCE_LEN]) -> String {
        let key = &self.keys[0];
        let plain = serde_json::to_vec(session).expect("a session is plain strings and finite numbers");
        let aad = key.authenticated();
        let sealed = key
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &aad })
            .expect("a session is far below the cipher's limit of 256 GiB");
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([&key.name[..], &nonce, &sealed].concat()))
    }

    /// Opens what [`Sealer::seal`] made.
    ///
    /// # Errors
    /// [`OpenError`]; a forged value and one under an unknown secret look alike.
    pub fn open(&self, value: &str, now_ms: f64) -> Result<Session, OpenError> {
        let session = self.decrypt(value).ok_or(OpenError::Broken)?;
        if session.holds(now_ms) { Ok(session) } else { Err(OpenError::Expired) }
    }

    fn decrypt(&self, value: &str) -> Option<Session> {
        if value.len() > MAX_LEN {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(value.strip_prefix(PREFIX)?).ok()?;
        let (name, rest) = bytes.split_first_chunk::<KEY_NAME_LEN>()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let key = self.keys.iter().find(|key| &key.name == name)?;
        let aad = key.authenticated();
        let plain = key.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &aad }).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

/// The sealed session is the one place that a key is written to, so [`Secret`] itself stays unserialisable.
mod exposed {
    use super::Secret;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(key: &Option<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
        key.as_ref().map(Secret::expose).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
    }
}
