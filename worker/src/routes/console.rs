//! The console page, whose content security policy depends on the settings. Its other files are served without the Worker (`wrangler.toml`).

use outx_core::gateway::http::csp::allow_turnstile;
use wasm_bindgen::JsValue;
use web_sys::Response;
use worker::Env;

use crate::http::context::RequestContext;
use crate::http::reply::response;
use crate::runtime::js::{fetch_by, get};
use crate::state::isolate::Isolate;

const POLICY: &str = "content-security-policy";

/// Responds to a request for `/`; `None` for other paths, and without a binding for static files.
pub async fn page(request: &RequestContext, isolate: &Isolate, env: &Env) -> Option<Response> {
    if request.path() != "/" || !matches!(request.method.as_str(), "GET" | "HEAD") {
        return None;
    }
    let file = fetch_by(&get(env, "ASSETS"), &request.raw, &JsValue::UNDEFINED).await.ok()?;
    let has_widget = isolate.state.as_ref().is_some_and(|state| state.settings.turnstile_widget().is_some());
    if !has_widget {
        return Some(file);
    }
    // The headers of a response from a binding are immutable; those of a copy are not.
    let page = response(&file.body().map_or(JsValue::NULL, JsValue::from), &file);
    let policy = page.headers().get(POLICY).ok()??;
    page.headers().set(POLICY, &allow_turnstile(&policy)).ok()?;
    Some(page)
}
