//! The control interface, for tests and people on the same machine.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::fault::Planned;
use crate::server::{Shared, Wire};
use crate::world::World;
use crate::{switches, team};

/// What a control call gives: JSON, or a status and the reason.
type Outcome = Result<Value, (StatusCode, String)>;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/outbox", get(outbox))
        .route("/teams", get(teams))
        .route("/teams/{id}", post(change_team))
        .route("/clock", post(advance))
        .route("/faults", post(plan_fault).delete(clear_faults))
        .route("/switches", post(switch))
        .route("/requests", get(requests))
        .route("/reset", post(reset))
        .fallback(async || respond(Err((StatusCode::NOT_FOUND, "no such control call; see the README".to_owned()))))
        .layer(from_fn(this_machine_only))
        // A planned body may be as large as a test wants it.
        .layer(DefaultBodyLimit::disable())
}

/// A browser on this machine lets any web page post here, and one whose name was rebound to 127.0.0.1 read as well: neither is
/// for programs and people, who name this machine and have no `Origin`.
async fn this_machine_only(request: Request, next: Next) -> Response<Body> {
    let reason = if !request.extensions().get::<Wire>().is_some_and(|wire| is_local(wire.peer)) {
        "the control interface is for this machine only"
    } else if request.headers().contains_key(ORIGIN) || !names_this_machine(request.headers()) {
        "the control interface is for no web page"
    } else {
        return next.run(request).await;
    };
    respond(Err((StatusCode::FORBIDDEN, reason.to_owned())))
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_some_and(|host| matches!(host.host(), "localhost" | "127.0.0.1" | "[::1]"))
}

fn is_local(peer: SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback()
}

#[derive(Deserialize)]
struct Outbox {
    email: Option<String>,
}

async fn outbox(State(shared): State<Shared>, Query(asked): Query<Outbox>) -> Response<Body> {
    let wanted = asked.email.map(|email| email.trim().to_lowercase());
    let world = shared.world();
    let codes = world.codes.iter().filter(|code| wanted.as_ref().is_none_or(|email| *email == code.email));
    let codes: Vec<_> = codes.map(|code| json!({ "otp": code.otp, "expires_at": code.expires_at })).collect();
    respond(Ok(json!({ "codes": codes })))
}

async fn teams(State(shared): State<Shared>) -> Response<Body> {
    let world = shared.world();
    let teams: Vec<_> = world.teams.iter().map(|team| team.view(&world.clock)).collect();
    respond(Ok(json!({ "teams": teams })))
}

async fn change_team(State(shared): State<Shared>, Path(id): Path<String>, body: Bytes) -> Response<Body> {
    respond(read::<team::Change>(&body).and_then(|change| {
        let World { teams, clock, .. } = &mut *shared.world();
        let team = teams.iter_mut().find(|team| team.id == id);
        let team = team.ok_or_else(|| (StatusCode::NOT_FOUND, format!("no team has the id {id}")))?;
        team.apply(change, clock);
        Ok(team.view(clock))
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u32,
}

async fn advance(State(shared): State<Shared>, body: Bytes) -> Response<Body> {
    respond(read::<Advance>(&body).map(|by| {
        let clock = &mut shared.world().clock;
        clock.advanced += i64::from(by.advance_ms);
        json!({ "now": clock.now() })
    }))
}

async fn plan_fault(State(shared): State<Shared>, body: Bytes) -> Response<Body> {
    respond(read::<Planned>(&body).and_then(|fault| {
        if let Some(problem) = fault.problem() {
            return Err((StatusCode::BAD_REQUEST, problem));
        }
        let faults = &mut shared.world().faults;
        faults.push(fault);
        Ok(json!({ "planned": faults.len() }))
    }))
}

async fn clear_faults(State(shared): State<Shared>) -> Response<Body> {
    shared.world().faults.clear();
    respond(Ok(json!({ "planned": 0 })))
}

async fn switch(State(shared): State<Shared>, body: Bytes) -> Response<Body> {
    respond(read::<switches::Change>(&body).and_then(|change| {
        let switches = &mut shared.world().switches;
        switches.apply(change).map_err(|problem| (StatusCode::BAD_REQUEST, problem.to_owned()))?;
        Ok(json!(switches))
    }))
}

async fn requests(State(shared): State<Shared>) -> Response<Body> {
    respond(Ok(shared.world().log.view()))
}

async fn reset(State(shared): State<Shared>) -> Response<Body> {
    *shared.world() = World::new();
    respond(Ok(json!({ "reset": true })))
}

/// Reads JSON without asking for a content type, which a hand-typed curl would lack.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, (StatusCode, String)> {
    serde_json::from_slice(body).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))
}

fn respond(outcome: Outcome) -> Response<Body> {
    let (status, body) = match outcome {
        Ok(body) => (StatusCode::OK, body),
        Err((status, reason)) => (status, json!({ "error": reason })),
    };
    (status, [("content-type", "application/json"), ("cache-control", "no-store")], body.to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_loopback_is_local() {
        for (peer, local) in [
            ("127.0.0.1:1", true),
            ("127.9.9.9:1", true),
            ("[::1]:1", true),
            ("[::ffff:127.0.0.1]:1", true),
            ("10.0.0.1:1", false),
            ("0.0.0.0:1", false),
            ("[::ffff:10.0.0.1]:1", false),
            ("[fe80::1]:1", false),
        ] {
            assert_eq!(peer.parse().map(is_local), Ok(local), "{peer}");
        }
    }
}
