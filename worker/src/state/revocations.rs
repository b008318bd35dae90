//! Which sessions and tokens were signed out, as far as this isolate knows.

use std::cell::RefCell;
use std::collections::HashMap;

use outx_core::error::Code;
use outx_core::gateway::auth::revocation::{Revocable, Revocations};
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::http::api_error::ApiError;
use worker::Env;

use crate::durable::ledger::{LedgerRequest, ask};
use crate::runtime::js::now_ms;

/// How long an isolate goes by what it knows, in milliseconds: half of what a sign-out may take to be known everywhere.
const MAX_AGE_MS: f64 = 30_000.0;
/// Teams remembered. More are forgotten all at once and looked up again.
const TEAMS: usize = 1_000;

/// Revocations by team, and when they were last asked for.
#[derive(Default)]
pub struct RevocationCache(RefCell<HashMap<String, Known>>);

struct Known {
    asked_ms: f64,
    revocations: Revocations,
}

/// What this isolate knows about one credential.
#[derive(Clone, Copy)]
enum Knowledge {
    Nothing,
    Revoked,
    /// Not revoked when the ledger was asked.
    Valid {
        asked_ms: f64,
    },
}

impl RevocationCache {
    /// Whether a credential was signed out: one look-up per team, isolate and half minute.
    ///
    /// # Errors
    /// 503 when the ledger is out of reach and this isolate knows nothing of the team. Else old knowledge serves.
    pub async fn holds(&self, env: &Env, team: &str, credential: &Revocable) -> Result<bool, ApiError> {
        let now = now_ms();
        let known = self.known(team, credential);
        match known {
            Knowledge::Revoked => return Ok(true),
            Knowledge::Valid { asked_ms } if is_recent(asked_ms, MAX_AGE_MS, now) => return Ok(false),
            // Requests that come while this one asks go by what is known, which is not a minute old.
            Knowledge::Valid { .. } => self.touch(team, now),
            Knowledge::Nothing => {}
        }
        match ask::<Revocations>(env, "LEDGER", team, &LedgerRequest::Revoked).await {
            Ok(revocations) => {
                let is_revoked = revocations.has(credential);
                self.remember(team, Known { asked_ms: now, revocations });
                Ok(is_revoked)
            }
            Err(_) if matches!(known, Knowledge::Valid { .. }) => Ok(false),
            Err(_) => {
                Err(ApiError::new(503, Code::Upstream, "the ledger cannot be reached, and with it who signed out"))
            }
        }
    }

    /// Whether the ledger said in the last half minute that a credential was not signed out.
    pub fn is_fresh_and_valid(&self, team: &str, credential: &Revocable, now: f64) -> bool {
        matches!(self.known(team, credential), Knowledge::Valid { asked_ms } if is_recent(asked_ms, MAX_AGE_MS, now))
    }

    /// Makes the next request of this team look up.
    pub fn forget(&self, team: &str) {
        self.0.borrow_mut().remove(team);
    }

    fn known(&self, team: &str, credential: &Revocable) -> Knowledge {
        match self.0.borrow().get(team) {
            None => Knowledge::Nothing,
            Some(known) if known.revocations.has(credential) => Knowledge::Revoked,
            Some(known) => Knowledge::Valid { asked_ms: known.asked_ms },
        }
    }

    fn remember(&self, team: &str, known: Known) {
        let mut teams = self.0.borrow_mut();
        if teams.len() >= TEAMS && !teams.contains_key(team) {
            teams.clear();
        }
        teams.insert(team.to_owned(), known);
    }

    fn touch(&self, team: &str, now: f64) {
        if let Some(known) = self.0.borrow_mut().get_mut(team) {
            known.asked_ms = now;
        }
    }
}
