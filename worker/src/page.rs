//! The console's page, whose policy depends on the settings. Its other files are served without the Worker (`wrangler.toml`).

use js_sys::{Function, Promise};
use outx_core::gateway::page::admit_turnstile;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use worker::Env;

use crate::isolate::Isolate;
use crate::js::get;
use crate::reply::response;
use crate::visit::Visit;

const POLICY: &str = "content-security-policy";

/// The page, for a request of `/`; `None` for any other, and where no static files are bound.
pub async fn page(visit: &Visit, isolate: &Isolate, env: &Env) -> Option<Response> {
    if visit.path() != "/" || !matches!(visit.method.as_str(), "GET" | "HEAD") {
        return None;
    }
    let assets = get(env, "ASSETS");
    let fetch: Function = get(&assets, "fetch").dyn_into().ok()?;
    let sent: Promise = fetch.call1(&assets, &visit.request).ok()?.unchecked_into();
    let file: Response = JsFuture::from(sent).await.ok()?.unchecked_into();
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
