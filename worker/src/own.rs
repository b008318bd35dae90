//! The gateway's own routes, under `/_gateway/`.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::clock::HOUR_MS;
use outx_core::gateway::refusal::Refusal;
use outx_core::gateway::seal::Kind;
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{Problem, Settings};
use outx_core::operations::route;
use serde_json::{Value, json};
use worker::{Context, Env};

use crate::admit::{Caller, admit};
use crate::isolate::{Isolate, Serving};
use crate::ledger::{Ask, Usage, ask};
use crate::reply::Reply;
use crate::sign_out::sign_out;
use crate::throttle::throttle;
use crate::turnstile;
use crate::visit::Visit;

const OPENAPI: &str = include_str!("../../pkg/openapi.json");

/// Answers a route of the gateway's own.
///
/// # Errors
/// 404 for one that there is not, 401 without a session, 503 when the ledger is out of reach.
pub async fn own(visit: &Visit, isolate: &Isolate, env: &Env, context: &Context) -> Result<Reply, Refusal> {
    let serving = || {
        let serving = isolate.serving.as_ref().ok_or_else(|| misconfigured(isolate))?;
        check_exposure(visit, serving).map(|()| serving)
    };
    match (visit.method.as_str(), visit.path()) {
        ("GET", "/_gateway/health") => Ok(health(visit, isolate).about("health", "")),
        ("GET", "/_gateway/openapi.json") => Ok(Reply::json(200, OPENAPI).about("openapi", "")),
        ("GET", "/_gateway/session") => show(visit, serving()?, env).await,
        ("POST", "/_gateway/session") => {
            throttle(serving()?, &serving()?.stranger(&visit.address()), env, context)?;
            Ok(turnstile::open(visit, serving()?).await?.about("session", ""))
        }
        ("DELETE", "/_gateway/session") => sign_out(visit, serving()?, env).await,
        ("GET", "/_gateway/usage") => usage(visit, serving()?, env, context).await,
        (method, path) => Err(Refusal::route(method, path)),
    }
}

/// The 500 of a gateway that refuses to run.
pub fn misconfigured(isolate: &Isolate) -> Refusal {
    rejection_for(&isolate.report.problems)
}

/// Rejects a request from elsewhere to a gateway whose settings are for this machine.
///
/// # Errors
/// 500 `misconfigured` that names the settings.
pub fn check_exposure(visit: &Visit, serving: &Serving) -> Result<(), Refusal> {
    if serving.exposure_problems.is_empty() || visit.is_local() {
        return Ok(());
    }
    Err(rejection_for(&serving.exposure_problems))
}

fn rejection_for(problems: &[Problem]) -> Refusal {
    let problems: Vec<_> = problems.iter().map(|problem| format!("{} {}", problem.setting, problem.reason)).collect();
    Refusal::new(500, Code::Misconfigured, problems.join("; "))
}

fn health(visit: &Visit, isolate: &Isolate) -> Reply {
    let report = &isolate.report;
    let serving = isolate.serving.as_deref();
    let is_sandbox = serving.is_some_and(|serving| serving.settings.upstream_is_local);
    let from_elsewhere = serving.filter(|_| !visit.is_local()).map_or(&[][..], |serving| &serving.exposure_problems);
    let problems: Vec<Value> = report
        .problems
        .iter()
        .chain(from_elsewhere)
        .map(|problem| json!({ "setting": problem.setting, "reason": problem.reason }))
        .collect();
    let ok = problems.is_empty();
    let settings = serving.map(|serving| &serving.settings);
    let live = serving
        .filter(|serving| !serving.settings.keys.is_empty())
        .map(|serving| if serving.live_key.get() == 0 { "OUTX_API_KEY" } else { "OUTX_API_KEY_NEXT" });
    let body = json!({
        "status": if ok { "ok" } else { "misconfigured" },
        "version": env!("CARGO_PKG_VERSION"),
        "access": settings.map(|settings| settings.access.names()).unwrap_or_default(),
        "settings": { "set": report.set, "missing": report.missing },
        "problems": problems,
        "key": { "live": live },
        "sandbox": settings.filter(|_| is_sandbox && visit.is_local()).map(|settings| &settings.upstream),
        "turnstile": settings.and_then(Settings::turnstile_widget),
        "turnstile_action": settings.filter(|it| it.turnstile_widget().is_some()).and_then(|it| it.turnstile_action.as_deref()),
    })
    .to_string();
    let body = settings.map(|settings| settings.redacted(&body, &[])).unwrap_or(body);
    Reply::json(if ok { 200 } else { 500 }, body.as_str())
}

async fn show(visit: &Visit, serving: &Serving, env: &Env) -> Result<Reply, Refusal> {
    let caller = admit(visit, serving, env, None).await?;
    let session = match &caller.visitor {
        Some((visitor, _)) if visitor.session.access == Kind::Public => {
            json!({ "access": "public", "expires_at": visitor.session.expires_ms })
        }
        Some((visitor, _)) => {
            let session = &visitor.session;
            // The API chose these texts, and it may have put a key into one.
            let shown = |text: &str| redacted(serving, &caller, text);
            json!({
                "access": "session",
                "email": shown(&session.email),
                "team": { "id": shown(&session.team_id), "name": shown(&session.team_name) },
                "expires_at": session.expires_ms,
                "renew_at": session.renew_at_ms(),
            })
        }
        None => json!({ "access": "token" }),
    };
    Ok(Reply::json(200, json!({ "session": session }).to_string().as_str()).about("session", &caller.hash))
}

/// A text of the gateway's own responses without any key or secret: the gateway's, and that of the caller's session.
fn redacted(serving: &Serving, caller: &Caller, text: &str) -> String {
    let key = caller.own_key().map(Secret::expose);
    serving.settings.redacted(text, key.as_slice())
}

async fn usage(visit: &Visit, serving: &Rc<Serving>, env: &Env, context: &Context) -> Result<Reply, Refusal> {
    // The key's own team is asked about, so whoever may read it may see this.
    let team = route("GET", "/api-team");
    let caller = admit(visit, serving, env, team).await?;
    throttle(serving, &caller.hash, env, context)?;
    let days = match visit.query().strip_prefix("days=") {
        None if visit.query().is_empty() => Some(30),
        None => None,
        Some(days) => days.parse().ok().filter(|days| (1..=90).contains(days)),
    };
    let days =
        days.ok_or_else(|| Refusal::invalid("days must be a whole number from 1 to 90, and the only parameter"))?;
    let away = |_| Refusal::new(503, Code::Upstream, "the ledger cannot be reached");
    serving.counts.flush(env).await;
    let usage: Usage = ask(env, "LEDGER", &caller.team, &Ask::Usage { days }).await.map_err(away)?;
    let reset_ms = usage.oldest_ms.map_or(0.0, |oldest| (oldest + HOUR_MS - visit.began_ms).max(0.0));
    let limit = serving.settings.actions_per_hour;
    let body = json!({
        "days": usage.days,
        "codes": usage.codes,
        "action_hours": usage.action_hours,
        "actions": { "hour": usage.actions, "limit": limit, "reset_ms": reset_ms },
    });
    let body = redacted(serving, &caller, &body.to_string());
    Ok(Reply::json(200, body.as_str()).about("usage", &caller.hash))
}
