//! The console's page, whose policy depends on the settings. Its other files are served without the Worker (`wrangler.toml`).

use outx_core::gateway::http::csp::admit_turnstile;
use wasm_bindgen::JsValue;
use web_sys::Response;
use worker::Env;

use crate::http::context::RequestContext;
use crate::http::reply::response;
use crate::runtime::js::{fetch_by, get};
use crate::state::isolate::Isolate;

const POLICY: &str = "content-security-policy";

/// The page, for a request of `/`; `None` for any other, and where no static files are bound.
pub async fn page(request: &RequestContext, isolate: &Isolate, env: &Env) -> Option<Response> {
    if request.path() != "/" || !matches!(request.method.as_str(), "GET" | "HEAD") {
        return None;
    }
    let file = fetch_by(&get(env, "ASSETS"), &request.raw, &JsValue::UNDEFINED).await.ok()?;
    let has_widget = isolate.state.as_ref().is_some_and(|state| state.settings.turnstile_widget().is_some());
    if !has_widget {
        return Some(file);
    }
    // What another Worker answered has headers that cannot be changed; a copy's can.
    let page = response(&file.body().map_or(JsValue::NULL, JsValue::from), &file);
    let policy = page.headers().get(POLICY).ok()??;
    page.headers().set(POLICY, &admit_turnstile(&policy)).ok()?;
    Some(page)
}
