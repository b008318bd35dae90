//! A request from its arrival to its answer.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::access::Carrier;
use outx_core::gateway::idempotency::Outcome;
use outx_core::gateway::log::{Entry, line};
use outx_core::gateway::origin::Stance;
use outx_core::gateway::otp::Step;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::{cookie, query};
use outx_core::operation::Operation;
use outx_core::operations::route;
use web_sys::Response;
use worker::{Context, Env};

use crate::admit::{Caller, admit};
use crate::answer;
use crate::body;
use crate::isolate::{Isolate, Serving, isolate};
use crate::js::{log, now_ms, random};
use crate::ledger::{Ask, Begin, Begun, Count, Kept, ask, day_of};
use crate::own::{local_upstream, misconfigured, own};
use crate::reply::{Reply, preflight};
use crate::sign_in::{keep, sign_in};
use crate::upstream::{Sending, send};
use crate::visit::Visit;

/// Counts are written down this often, in milliseconds, or when there are so many of them.
const FLUSH_MS: f64 = 5_000.0;
const FLUSH_CALLS: u32 = 100;

/// Serves a request; every failure is an answer.
pub async fn serve(request: web_sys::Request, env: Env, context: Context) -> Response {
    let isolate = isolate(&env);
    let visit = Visit::read(request, &isolate);
    let reply = match judge(&visit, &isolate, &env, &context).await {
        Ok(reply) => reply,
        Err(refusal) => refused(&visit, &refusal),
    };
    let ms = now_ms() - visit.began_ms;
    let code = reply.code.map_or("", Code::as_str);
    let (operation, status, caller) = (reply.operation, reply.status, reply.caller.as_str());
    let entry = Entry { time: visit.began_ms, request_id: &visit.request_id, operation, status, ms, caller, code };
    log(&line(&entry, isolate.serving.iter().flat_map(|serving| serving.settings.secrets())));
    reply.into_response(&visit)
}

fn refused(visit: &Visit, refusal: &Refusal) -> Reply {
    let reply = Reply::refusal(refusal, visit);
    // A cookie that opens nothing would be sent, and refused, for ever.
    let stale = refusal.code == Code::SessionExpired && visit.header("cookie").contains(cookie::NAME);
    let reply = if stale { reply.with("set-cookie", cookie::clear()) } else { reply };
    reply.about(route(&visit.method, visit.path()).map_or("-", |operation| operation.name), "")
}

async fn judge(visit: &Visit, isolate: &Isolate, env: &Env, context: &Context) -> Result<Reply, Refusal> {
    if visit.stance == Stance::Foreign {
        return Err(Refusal::new(403, Code::OriginDenied, "this origin may not call (ALLOWED_ORIGINS)"));
    }
    if visit.method == "OPTIONS" && !visit.origin.is_empty() {
        return Ok(preflight());
    }
    if visit.path().starts_with("/_gateway/") {
        return own(visit, isolate, env).await;
    }
    let operation = route(&visit.method, visit.path()).ok_or_else(|| Refusal::route(&visit.method, visit.path()))?;
    let serving = isolate.serving.as_ref().ok_or_else(|| misconfigured(isolate))?;
    if serving.settings.upstream_is_local && !visit.is_local() {
        return Err(local_upstream());
    }
    query::check(operation, visit.query())?;
    if let Some(step) = Step::of(operation.name) {
        let body = body::read(visit, operation, serving.settings.max_body_bytes).await?;
        return Ok(sign_in(visit, serving, env, operation, step, &body).await?.about(operation.name, ""));
    }
    let caller = admit(visit, serving, env, Some(operation)).await?;
    let body = match operation.method {
        outx_core::operation::Method::Get => Vec::new(),
        _ => body::read(visit, operation, serving.settings.max_body_bytes).await?,
    };
    let call = Call { visit, serving, env, operation, caller: &caller, body: &body };
    let reply = if operation.kind.is_write() { call.write(context).await } else { call.forward().await.0 };
    count(serving, &caller.team, operation, reply.status, env, context);
    Ok(call.renewed(reply).about(operation.name, &caller.hash))
}

/// A call that was admitted.
struct Call<'a> {
    visit: &'a Visit,
    serving: &'a Serving,
    env: &'a Env,
    operation: &'static Operation,
    caller: &'a Caller,
    body: &'a [u8],
}

impl Call<'_> {
    /// Sends the call and gives the reply, with the API's status when it answered.
    async fn forward(&self) -> (Reply, Option<u16>) {
        let answer = match self.send_with_keys().await {
            Ok(answer) => answer,
            Err(refusal) => return (Reply::refusal(&refusal, self.visit), None),
        };
        let searcher = self.caller.searcher(self.serving);
        let session = self.caller.has_session();
        let status = answer.status();
        let reply = answer::pass(self.visit, self.operation, &answer, Rc::clone(&searcher), session).await;
        let ended = reply.code == Some(Code::SessionExpired);
        (if ended { reply.with("set-cookie", cookie::clear()) } else { reply }, Some(status))
    }

    /// With two keys of the Worker's own, a 401 on one tries the other once: nothing was done under a key that was refused.
    async fn send_with_keys(&self) -> Result<Response, Refusal> {
        if let Some((visitor, _)) = &self.caller.visitor {
            return self.send(visitor.session.key.as_ref()).await;
        }
        let (keys, live) = (&self.serving.settings.keys, self.serving.live_key.get());
        let answer = self.send(keys.get(live)).await?;
        let other = 1 - live.min(1);
        if answer.status() != 401 || keys.len() < 2 {
            return Ok(answer);
        }
        let second = self.send(keys.get(other)).await?;
        if second.status() != 401 {
            self.serving.live_key.set(other);
        }
        Ok(second)
    }

    async fn send(&self, key: Option<&Secret>) -> Result<Response, Refusal> {
        let sending = Sending { operation: self.operation, target: self.visit.target(), body: self.body, key };
        send(self.serving, sending).await
    }

    /// A write is first written down, so that a repeat under its key does nothing twice.
    async fn write(&self, context: &Context) -> Reply {
        let given = self.visit.header("idempotency-key");
        let key = (!given.is_empty()).then(|| self.key(&given));
        let begin = Begin {
            key: key.clone(),
            fingerprint: self
                .serving
                .hash("body", &format!("{}\n{}", self.visit.target(), String::from_utf8_lossy(self.body))),
            actions: self.operation.action.then_some(self.serving.settings.actions_per_hour),
        };
        let begun = match ask(self.env, "LEDGER", &self.caller.team, &Ask::Begin(begin)).await {
            Ok(begun) => begun,
            Err(_) => {
                let text = "the ledger cannot be reached, and no write is sent without it";
                return Reply::refusal(&Refusal::new(503, Code::Upstream, text), self.visit).with("retry-after", "1");
            }
        };
        match begun {
            Begun::Send => {}
            Begun::Repeat { status, body } => return Reply::json(status, body.as_str()),
            Begun::Refuse { status, code, text } => {
                let code = Code::from_text(&code).unwrap_or(Code::OutcomeUnknown);
                return Reply::refusal(&Refusal::new(status, code, text), self.visit);
            }
            Begun::Budget { wait_ms } => {
                let text = "the team's LinkedIn actions of this hour are spent (ACTIONS_PER_HOUR)";
                return Reply::refusal(&Refusal::wait(Code::ActionBudget, text, wait_ms), self.visit);
            }
        }
        let (reply, status) = self.forward().await;
        if let Some(key) = key {
            let body = reply.body.as_string().unwrap_or_default();
            // A success whose body cannot be used took effect all the same.
            let kept = match Outcome::of(status) {
                Outcome::Done if reply.status >= 400 => Kept::Doubt,
                _ => Kept::of(status, &body),
            };
            let (env, team) = (self.env.clone(), self.caller.team.clone());
            context.wait_until(async move {
                let finish = Ask::Finish { key, outcome: kept };
                let _ = ask::<()>(&env, "LEDGER", &team, &finish).await;
            });
        }
        reply
    }

    fn key(&self, given: &str) -> String {
        self.serving.hash("write", &format!("{}\n{}\n{given}", self.caller.hash, self.operation.name))
    }

    /// Renews the session past half of its life, by the way it came.
    fn renewed(&self, reply: Reply) -> Reply {
        let Some((visitor, carrier)) = &self.caller.visitor else { return reply };
        let now = now_ms();
        let ttl_ms = f64::from(self.serving.settings.session_ttl_seconds) * 1000.0;
        match visitor.session.renewed(now, ttl_ms) {
            Some(session) if reply.status < 400 => {
                let sealed = self.serving.sealer.seal(&session, random());
                match carrier {
                    Carrier::Cookie => reply.with("set-cookie", keep(&session, &sealed, now)),
                    Carrier::Bearer => reply.with("x-outx-session", sealed),
                }
            }
            _ => reply,
        }
    }
}

/// Adds a call to the isolate's counts, and writes them down when it is time. A read waits for none of this.
fn count(serving: &Serving, team: &str, operation: &Operation, status: u16, env: &Env, context: &Context) {
    let now = now_ms();
    let count = Count { day: day_of(now), operation: operation.name.to_owned(), status };
    let mut counts = serving.counts.borrow_mut();
    *counts.entry((team.to_owned(), count)).or_default() += 1;
    if now - serving.flushed_ms.get() < FLUSH_MS && counts.values().sum::<u32>() < FLUSH_CALLS {
        return;
    }
    serving.flushed_ms.set(now);
    let mut teams: std::collections::HashMap<String, Vec<(Count, u32)>> = std::collections::HashMap::new();
    for ((team, count), calls) in counts.drain() {
        teams.entry(team).or_default().push((count, calls));
    }
    let env = env.clone();
    context.wait_until(async move {
        for (team, counts) in teams {
            let _ = ask::<()>(&env, "LEDGER", &team, &Ask::Count(counts)).await;
        }
    });
}
