//! Detects the runtime of the wasm, by the same rules as `pkg/environment.js`.

use wasm_bindgen::JsValue;

use crate::js_value::{get, get_text};

fn global() -> JsValue {
    js_sys::global().into()
}

/// Whether this is a browser. Web workers and service workers have no `window`, so that alone would not do.
pub(super) fn is_browser() -> bool {
    let global = global();
    let has = |path: &[&str]| !path.iter().fold(global.clone(), |at, name| get(&at, name)).is_falsy();
    if get(&global, "document").is_object() {
        return true;
    }
    if is_workerd()
        || has(&["process", "versions", "node"])
        || has(&["Deno", "version", "deno"])
        || has(&["EdgeRuntime"])
    {
        return false;
    }
    get(&global, "WorkerGlobalScope").is_function() || get(&global, "window").is_object()
}

/// Whether this is a Cloudflare Worker.
pub(super) fn is_workerd() -> bool {
    get_text(&get(&global(), "navigator"), "userAgent").as_deref() == Some("Cloudflare-Workers")
}

/// A hint for an error without a response: a browser does not say that CORS may be the cause.
pub(super) fn network_hint(base: &str) -> Option<String> {
    let origin = get_text(&global(), "origin").filter(|_| is_browser())?;
    let base = web_sys::Url::new(base).ok()?;
    (base.origin() != origin)
        .then(|| ["; the server must allow ", &origin, " and the headers of the request (CORS)"].concat())
}
