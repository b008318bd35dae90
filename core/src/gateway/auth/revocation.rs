//! Revocation of sessions and tokens before they expire.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::gateway::auth::session::Session;
use crate::gateway::http::api_error::ApiError;

/// A credential that can be revoked: by its id, or together with all sessions of the same person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revocable {
    /// The session id, or [`token_id`].
    pub id: String,
    /// [`person_id`]; `None` for a token or a public session, which belong to no known person.
    pub person: Option<String>,
    /// When the session began, in milliseconds since 1970.
    pub began_ms: f64,
}

impl Revocable {
    /// Identifies a session.
    pub fn session(session: &Session) -> Self {
        let person = (!session.email.is_empty()).then(|| person_id(&session.team_id, &session.email));
        Self { id: session.id.clone(), person, began_ms: session.began_ms }
    }

    /// Identifies a token.
    pub fn token(token: &str) -> Self {
        Self { id: token_id(token), person: None, began_ms: 0.0 }
    }
}

/// All revocations of one team.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Revocations {
    /// Ids of revoked sessions and tokens.
    pub ids: Vec<String>,
    /// Person id and time of each sign-out "everywhere": sessions of that person that began up to then are revoked.
    pub people: Vec<(String, f64)>,
}

impl Revocations {
    /// Whether a credential is revoked, by its id or through its person.
    pub fn has(&self, credential: &Revocable) -> bool {
        let of_person = |(person, up_to_ms): &(String, f64)| {
            credential.person.as_ref() == Some(person) && credential.began_ms <= *up_to_ms
        };
        self.ids.contains(&credential.id) || self.people.iter().any(of_person)
    }
}

/// Hashes team and e-mail address to the id of a person. Not keyed by `SESSION_SECRET`, because a revocation must survive its rotation.
pub fn person_id(team_id: &str, email: &str) -> String {
    hex(&Sha256::new().chain_update(team_id).chain_update(b"\0").chain_update(email).finalize())
}

/// Hashes the signed part of a token to an id. The signature is left out, because it has more than one valid spelling.
pub fn token_id(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    format!("token-{}", hex(&Sha256::digest(signed)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Which sessions `DELETE /_gateway/session` revokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutScope {
    /// The credential of the request.
    ThisSession,
    /// All sessions of the same person in the same team.
    Everywhere,
}

impl SignOutScope {
    /// Parses the query of the request.
    ///
    /// # Errors
    /// 400 unless the query is empty, `everywhere=true` or `everywhere=false`: ignoring a misspelled parameter would revoke less
    /// than the caller asked for.
    pub fn parse(query: &str) -> Result<Self, ApiError> {
        match query {
            "" | "everywhere=false" => Ok(Self::ThisSession),
            "everywhere=true" => Ok(Self::Everywhere),
            _ => Err(ApiError::invalid(
                "invalid query: expected everywhere=true, everywhere=false or none; correct it and sign out again",
            )),
        }
    }
}
