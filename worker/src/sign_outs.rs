//! Which sessions were signed out, as far as this isolate knows.

use std::cell::RefCell;
use std::collections::HashMap;

use outx_core::error::Code;
use outx_core::gateway::clock::is_recent;
use outx_core::gateway::refusal::Refusal;
use worker::Env;

use crate::js::now_ms;
use crate::ledger::{Ask, ask};

/// How long an isolate goes by what it knows, in milliseconds: half of what a sign-out may take to be known everywhere.
const TRUSTED_MS: f64 = 30_000.0;
/// Teams remembered. More are forgotten all at once and looked up again.
const TEAMS: usize = 1_000;

/// Signed-out session ids by team, and when they were last asked for.
#[derive(Default)]
pub struct SignOuts(RefCell<HashMap<String, (f64, Vec<String>)>>);

impl SignOuts {
    /// Whether a session was signed out: one look-up a team, isolate and half minute.
    ///
    /// # Errors
    /// 503 when the ledger is out of reach and this isolate knows nothing of the team. Else old knowledge serves.
    pub async fn holds(&self, env: &Env, team: &str, id: &str) -> Result<bool, Refusal> {
        let now = now_ms();
        let known = self.known(team, id);
        match known {
            Some((_, true)) => return Ok(true),
            Some((asked_ms, false)) if is_recent(asked_ms, TRUSTED_MS, now) => return Ok(false),
            // Whoever comes while this one asks goes by what is known, which is not a minute old.
            Some(_) => self.touch(team, now),
            None => {}
        }
        match ask::<Vec<String>>(env, "LEDGER", team, &Ask::Revoked).await {
            Ok(ids) => {
                let held = ids.iter().any(|one| one == id);
                let mut teams = self.0.borrow_mut();
                if teams.len() >= TEAMS && !teams.contains_key(team) {
                    teams.clear();
                }
                teams.insert(team.to_owned(), (now, ids));
                Ok(held)
            }
            Err(_) if known.is_some() => Ok(false),
            Err(_) => {
                Err(Refusal::new(503, Code::Upstream, "the ledger cannot be reached, and with it who signed out"))
            }
        }
    }

    /// Whether it is known of late that a session was not signed out.
    pub fn surely_lack(&self, team: &str, id: &str, now: f64) -> bool {
        matches!(self.known(team, id), Some((asked_ms, false)) if is_recent(asked_ms, TRUSTED_MS, now))
    }

    /// Makes the next request of this team look up.
    pub fn forget(&self, team: &str) {
        self.0.borrow_mut().remove(team);
    }

    fn known(&self, team: &str, id: &str) -> Option<(f64, bool)> {
        self.0.borrow().get(team).map(|(at, ids)| (*at, ids.iter().any(|one| one == id)))
    }

    fn touch(&self, team: &str, now: f64) {
        if let Some((asked_ms, _)) = self.0.borrow_mut().get_mut(team) {
            *asked_ms = now;
        }
    }
}
