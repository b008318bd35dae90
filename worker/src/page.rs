//! The console's page, whose policy depends on the settings. Its other files are served without the Worker (`wrangler.toml`).

use outx_core::gateway::page::admit_turnstile;
use wasm_bindgen::JsValue;
use web_sys::Response;
use worker::Env;

use crate::isolate::Isolate;
use crate::js::{fetch_by, get};
use crate::reply::response;
use crate::visit::Visit;

const POLICY: &str = "content-security-policy";

/// The page, for a request of `/`; `None` for any other, and where no static files are bound.
pub async fn page(visit: &Visit, isolate: &Isolate, env: &Env) -> Option<Response> {
    if visit.path() != "/" || !matches!(visit.method.as_str(), "GET" | "HEAD") {
        return None;
    }
    let file = fetch_by(&get(env, "ASSETS"), &visit.request, &JsValue::UNDEFINED).await.ok()?;
    let has_widget = isolate.serving.as_ref().is_some_and(|serving| serving.settings.turnstile_widget().is_some());
    if !has_widget {
        return Some(file);
    }
    // What another Worker answered has headers that cannot be changed; a copy's can.
    let page = response(&file.body().map_or(JsValue::NULL, JsValue::from), &file);
    let policy = page.headers().get(POLICY).ok()??;
    page.headers().set(POLICY, &admit_turnstile(&policy)).ok()?;
    Some(page)
}
