//! The API's edge: reads a request, lets planned faults act, answers in JSON.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response};
use axum::{Extension, Router};
use serde_json::Map;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, Any, CorsLayer};

use crate::call::Call;
use crate::fault::{self, Moment, Reply};
use crate::refusal::{Answer, Refusal};
use crate::route;
use crate::server::{Shared, Wire};
use crate::world::World;

// invented: the documentation names no limit.
const MAX_BODY: usize = 1024 * 1024;

pub(crate) fn router() -> Router<Shared> {
    // invented: nothing is documented about CORS; a stand-in that refused pages could not be tried from one.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::any())
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(Any);
    Router::new().fallback(answer).layer(cors)
}

async fn answer(State(shared): State<Shared>, Extension(wire): Extension<Wire>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        // invented: the text.
        let refusal = Refusal::new(413, format!("Request body is larger than {MAX_BODY} bytes"));
        return fault::Fault::default().respond(reply(Err(refusal)), None);
    };
    let (method, path) = (parts.method.as_str(), parts.uri.path());
    let fault = {
        let mut world = shared.world();
        world.log.add(&parts, &body);
        fault::take(&mut world.faults, method, path).unwrap_or_default()
    };
    if fault.resets(Moment::Before) {
        wire.reset().await;
    }
    let key = key(&parts.headers);
    let reply = fault.instead().unwrap_or_else(|| reply(operate(&mut shared.world(), &parts, &body, key)));
    tokio::time::sleep(fault.delay()).await;
    if fault.resets(Moment::After) {
        wire.reset().await;
    }
    fault.respond(reply, key)
}

fn key(headers: &HeaderMap) -> Option<&str> {
    // An unreadable value cannot be a key: it is a wrong one, not a missing one.
    headers.get("x-api-key").map(|value| value.to_str().unwrap_or("?")).filter(|key| !key.is_empty())
}

fn operate(world: &mut World, request: &Parts, body: &[u8], key: Option<&str>) -> Answer {
    let (method, path) = (request.method.as_str(), request.uri.path());
    let admitted = route::admit(world, method, path, key)?;
    let body = match body {
        [] => Map::new(),
        // invented: the text.
        bytes => serde_json::from_slice(bytes).map_err(|_| Refusal::bad("Invalid JSON body: an object is expected"))?,
    };
    let call = Call::new(path, request.uri.query().unwrap_or_default(), body, world.clock.now());
    admitted.run(world, &call)
}

fn reply(answer: Answer) -> Reply {
    match answer {
        // invented: creates give 200 too; their exact status is not documented.
        Ok(body) => Reply { status: 200, body, allow: None },
        Err(refusal) => Reply { status: refusal.status, body: refusal.body(), allow: refusal.allow },
    }
}
