//! Cache of the revocations in the ledgers.

use std::cell::RefCell;
use std::collections::HashMap;

use outx_core::error::Code;
use outx_core::gateway::auth::revocation::{Revocable, Revocations};
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::http::api_error::ApiError;
use worker::Env;

use crate::durable::ledger::LedgerRequest;
use crate::durable::object::call_object;
use crate::runtime::js::now_ms;

/// Maximum age of cached revocations, in milliseconds: half of the time within which a sign-out takes effect everywhere.
const MAX_AGE_MS: f64 = 30_000.0;
/// Maximum number of cached teams. When it is reached, the whole cache is cleared.
const MAX_TEAMS: usize = 1_000;

/// Revocations by team.
#[derive(Default)]
pub struct RevocationCache(RefCell<HashMap<String, TeamRevocations>>);

struct TeamRevocations {
    /// When the ledger was last queried.
    fetched_ms: f64,
    revocations: Revocations,
}

/// Cached status of one credential.
#[derive(Clone, Copy)]
enum CachedStatus {
    /// The team is not cached.
    Unknown,
    Revoked,
    /// Not revoked when the ledger was queried.
    Valid {
        fetched_ms: f64,
    },
}

impl RevocationCache {
    /// Whether a credential is revoked. Queries the ledger once per team, isolate and half minute.
    ///
    /// # Errors
    /// 503 when the ledger cannot be reached and the team is not cached. Otherwise an old cache entry is used.
    pub async fn is_revoked(&self, env: &Env, team: &str, credential: &Revocable) -> Result<bool, ApiError> {
        let now = now_ms();
        let cached = self.cached_status(team, credential);
        match cached {
            CachedStatus::Revoked => return Ok(true),
            CachedStatus::Valid { fetched_ms } if is_recent(fetched_ms, MAX_AGE_MS, now) => return Ok(false),
            // Concurrent requests use the cached entry during this query, so that it is sent once.
            CachedStatus::Valid { .. } => self.touch(team, now),
            CachedStatus::Unknown => {}
        }
        match call_object::<Revocations>(env, "LEDGER", team, &LedgerRequest::Revoked).await {
            Ok(revocations) => {
                let is_revoked = revocations.has(credential);
                self.store(team, TeamRevocations { fetched_ms: now, revocations });
                Ok(is_revoked)
            }
            Err(_) if matches!(cached, CachedStatus::Valid { .. }) => Ok(false),
            Err(_) => {
                let text = "the ledger cannot be reached, so the session cannot be checked: try again";
                Err(ApiError::new(503, Code::Upstream, text))
            }
        }
    }

    /// Whether the ledger reported within the last half minute that a credential is not revoked.
    pub fn is_fresh_and_valid(&self, team: &str, credential: &Revocable, now: f64) -> bool {
        matches!(self.cached_status(team, credential), CachedStatus::Valid { fetched_ms } if is_recent(fetched_ms, MAX_AGE_MS, now))
    }

    /// Removes a team from the cache, so that its next request queries the ledger.
    pub fn forget(&self, team: &str) {
        self.0.borrow_mut().remove(team);
    }

    fn cached_status(&self, team: &str, credential: &Revocable) -> CachedStatus {
        match self.0.borrow().get(team) {
            None => CachedStatus::Unknown,
            Some(cached) if cached.revocations.has(credential) => CachedStatus::Revoked,
            Some(cached) => CachedStatus::Valid { fetched_ms: cached.fetched_ms },
        }
    }

    fn store(&self, team: &str, revocations: TeamRevocations) {
        let mut teams = self.0.borrow_mut();
        if teams.len() >= MAX_TEAMS && !teams.contains_key(team) {
            teams.clear();
        }
        teams.insert(team.to_owned(), revocations);
    }

    fn touch(&self, team: &str, now: f64) {
        if let Some(cached) = self.0.borrow_mut().get_mut(team) {
            cached.fetched_ms = now;
        }
    }
}
