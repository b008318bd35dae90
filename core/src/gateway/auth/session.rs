//! Sessions, sealed into a token that the client stores but cannot read, change or forge.
//!
//! Format: `outxs1.`, then in base64url 4 bytes of key name, 24 bytes of nonce, and the session as JSON encrypted with
//! XChaCha20-Poly1305. Prefix and key name are authenticated as associated data. The nonce is long enough to be random
//! per seal, without a counter (RFC 8439 and draft-irtf-cfrg-xchacha). Keys are derived from the secret by HKDF-SHA256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::gateway::auth::agent_grant::AgentGrant;
use crate::gateway::clock::DAY_MS;
use crate::gateway::secret::Secret;

/// Prefix of every sealed session.
pub const PREFIX: &str = "outxs1.";
/// Length of the nonce for [`Sealer::seal`], in bytes.
pub const NONCE_LEN: usize = 24;
/// Maximum length of a sealed session, in bytes: browsers drop a cookie of more than 4,096 bytes, name included.
const MAX_LEN: usize = 4000;
const KEY_NAME_LEN: usize = 4;

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionKind {
    /// By one-time code. The session contains the team's API key.
    Session,
    /// By a Turnstile check. The session contains no key.
    Public,
    /// Made in the console for an AI agent. It contains the team's API key and what the agent may do ([`Session::agent`]).
    Agent,
}

/// A visitor's session. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Random id, kept across renewals. A sign-out revokes it.
    pub id: String,
    /// How it was opened.
    pub access: SessionKind,
    /// E-mail address that received the code; empty for [`SessionKind::Public`].
    pub email: String,
    /// Team id of the verify response; empty for [`SessionKind::Public`].
    pub team_id: String,
    /// Display name of the team.
    pub team_name: String,
    /// The team's API key. It is in plain text only here, in the Worker's memory.
    #[serde(rename = "key", with = "exposed", default, skip_serializing_if = "Option::is_none")]
    pub api_key: Option<Secret>,
    /// When the visitor signed in.
    pub began_ms: f64,
    /// When this value was sealed.
    pub sealed_ms: f64,
    /// When this value expires.
    pub expires_ms: f64,
    /// What an agent may do. Present for [`SessionKind::Agent`] and absent for the other kinds, which it does not limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentGrant>,
}

/// Maximum lifetime of a session including renewals, in milliseconds.
pub const LIFE_MS: f64 = 30.0 * DAY_MS;

impl Session {
    /// Whether the session is valid at `now_ms`: it has not expired, and it does not expire later than the maximum lifetime allows. A
    /// session that was sealed before the clock was set back can do so. A clock difference of up to a day is tolerated.
    pub fn is_valid_at(&self, now_ms: f64) -> bool {
        let left_ms = self.expires_ms - now_ms;
        left_ms > 0.0 && left_ms <= LIFE_MS + DAY_MS
    }

    /// When the next use renews the session: after half of its lifetime.
    pub fn renew_at_ms(&self) -> f64 {
        (self.sealed_ms + self.expires_ms) / 2.0
    }

    /// The renewed session, if a renewal is due at `now_ms` and 30 days have not passed.
    pub fn renewed(&self, now_ms: f64, ttl_ms: f64) -> Option<Self> {
        let expires_ms = (now_ms + ttl_ms).min(self.began_ms + LIFE_MS);
        let is_due =
            self.access == SessionKind::Session && now_ms >= self.renew_at_ms() && expires_ms > self.expires_ms;
        is_due.then(|| Self { sealed_ms: now_ms, expires_ms, ..self.clone() })
    }
}

/// Why a sealed value is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// Truncated, modified, or sealed with an unknown secret.
    Broken,
    /// Authentic, but expired, or expiring too far in the future.
    Expired,
}

/// Seals with the current secret and opens with the current and the previous one.
pub struct Sealer {
    keys: Vec<SealingKey>,
}

struct SealingKey {
    name: [u8; KEY_NAME_LEN],
    cipher: XChaCha20Poly1305,
}

impl SealingKey {
    fn derive(secret: &Secret) -> Self {
        let hkdf = Hkdf::<Sha256>::new(None, secret.expose().as_bytes());
        let mut key = [0; 32];
        let mut name = [0; KEY_NAME_LEN];
        hkdf.expand(b"outx-gateway session key", &mut key).expect("32 bytes are within HKDF's limit");
        hkdf.expand(b"outx-gateway session key name", &mut name).expect("4 bytes are within HKDF's limit");
        Self { name, cipher: XChaCha20Poly1305::new(&key.into()) }
    }

    fn associated_data(&self) -> Vec<u8> {
        [PREFIX.as_bytes(), &self.name].concat()
    }
}

impl Sealer {
    /// Derives the keys of `SESSION_SECRET` and, during its rotation, of `SESSION_SECRET_PREVIOUS`.
    pub fn new(current: &Secret, previous: Option<&Secret>) -> Self {
        Self { keys: std::iter::once(current).chain(previous).map(SealingKey::derive).collect() }
    }

    /// Seals `session`. The nonce must be random and used once.
    pub fn seal(&self, session: &Session, nonce: [u8; NONCE_LEN]) -> String {
        let key = &self.keys[0];
        let plain = serde_json::to_vec(session).expect("a session is plain strings and finite numbers");
        let aad = key.associated_data();
        let sealed = key
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &aad })
            .expect("a session is far below the cipher's limit of 256 GiB");
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([&key.name[..], &nonce, &sealed].concat()))
    }

    /// Opens a sealed session.
    ///
    /// # Errors
    /// [`OpenError`]. A forged value and a value sealed with an unknown secret cannot be told apart.
    pub fn open(&self, value: &str, now_ms: f64) -> Result<Session, OpenError> {
        let session = self.decrypt(value).ok_or(OpenError::Broken)?;
        if session.is_valid_at(now_ms) { Ok(session) } else { Err(OpenError::Expired) }
    }

    fn decrypt(&self, value: &str) -> Option<Session> {
        if value.len() > MAX_LEN {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(value.strip_prefix(PREFIX)?).ok()?;
        let (name, rest) = bytes.split_first_chunk::<KEY_NAME_LEN>()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let key = self.keys.iter().find(|key| &key.name == name)?;
        let aad = key.associated_data();
        let plain = key.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &aad }).ok()?;
        let session: Session = serde_json::from_slice(&plain).ok()?;
        // An agent's session must have a grant, and no other session may have one.
        (session.agent.is_some() == (session.access == SessionKind::Agent)).then_some(session)
    }
}

/// Serializes the API key. A sealed session is the only place where a key is written, so [`Secret`] itself does not implement `Serialize`.
mod exposed {
    use super::Secret;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(api_key: &Option<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
        api_key.as_ref().map(Secret::expose).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
    }
}
