//! Cache of the revocations in the ledgers.

use std::cell::{Cell, RefCell};

use outx_core::gateway::auth::revocation::{Revocable, Revocations};
use outx_core::gateway::bounded_cache::BoundedCache;
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::http::api_error::ApiError;
use worker::Env;

use crate::durable::ledger::LedgerRequest;
use crate::durable::object::call_object;
use crate::runtime::js::now_ms;

/// Maximum age of cached revocations, in milliseconds: half of the time within which a sign-out takes effect everywhere.
const MAX_AGE_MS: f64 = 30_000.0;
/// Maximum number of cached teams, as many as sessions. Beyond it every request of a team that was evicted queries the ledger.
const MAX_TEAMS: usize = 10_000;

/// Revocations by team.
pub struct RevocationCache(RefCell<BoundedCache<TeamRevocations>>);

struct TeamRevocations {
    /// When the ledger was last queried.
    fetched_ms: Cell<f64>,
    revocations: Revocations,
}

impl Default for RevocationCache {
    fn default() -> Self {
        Self(RefCell::new(BoundedCache::new(MAX_TEAMS)))
    }
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
                self.0.borrow_mut().put(team, TeamRevocations { fetched_ms: Cell::new(now), revocations });
                Ok(is_revoked)
            }
            Err(_) if matches!(cached, CachedStatus::Valid { .. }) => Ok(false),
            Err(error) => Err(error.to_rejection("ledger", ", so the session cannot be checked")),
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
            Some(cached) => CachedStatus::Valid { fetched_ms: cached.fetched_ms.get() },
        }
    }

    fn touch(&self, team: &str, now: f64) {
        if let Some(cached) = self.0.borrow().get(team) {
            cached.fetched_ms.set(now);
        }
    }
}
