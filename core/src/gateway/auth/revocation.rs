//! Which sessions and tokens were ended before their time.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::gateway::auth::session::Session;
use crate::gateway::http::api_error::ApiError;

/// What a sign-out names: one credential by its id, and all sessions of its person by when they began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revocable {
    /// The session's id, or [`token_id`].
    pub id: String,
    /// [`person_id`]; `None` for a token and for a public session, which are of no known person.
    pub person: Option<String>,
    /// When the session began, in milliseconds since 1970.
    pub began_ms: f64,
}

impl Revocable {
    /// Of a session.
    pub fn session(session: &Session) -> Self {
        let person = (!session.email.is_empty()).then(|| person_id(&session.team_id, &session.email));
        Self { id: session.id.clone(), person, began_ms: session.began_ms }
    }

    /// Of a token.
    pub fn token(token: &str) -> Self {
        Self { id: token_id(token), person: None, began_ms: 0.0 }
    }
}

/// What a team's ledger knows to be revoked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Revocations {
    /// Ids of sessions and tokens.
    pub ids: Vec<String>,
    /// People who signed out everywhere: all sessions that began up to this time are over.
    pub people: Vec<(String, f64)>,
}

impl Revocations {
    /// Whether a credential was revoked, by itself or with all of its person's.
    pub fn has(&self, credential: &Revocable) -> bool {
        let of_person = |(person, up_to_ms): &(String, f64)| {
            credential.person.as_ref() == Some(person) && credential.began_ms <= *up_to_ms
        };
        self.ids.contains(&credential.id) || self.people.iter().any(of_person)
    }
}

/// Names a person within a team. Not keyed by `SESSION_SECRET`: a sign-out must outlast the rotation of it.
pub fn person_id(team_id: &str, email: &str) -> String {
    hex(&Sha256::new().chain_update(team_id).chain_update(b"\0").chain_update(email).finalize())
}

/// Names a token by what its signature covers. The signature itself may be spelled in more than one way.
pub fn token_id(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
    format!("token-{}", hex(&Sha256::digest(signed)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What `DELETE /_gateway/session` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutScope {
    /// The credential that it came with.
    ThisSession,
    /// All sessions of its person in its team.
    Everywhere,
}

impl SignOutScope {
    /// Parses the query of the request.
    ///
    /// # Errors
    /// 400 for anything but nothing, `everywhere=true` and `everywhere=false`: a sign-out that is misread would end less than
    /// was meant.
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
