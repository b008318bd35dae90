//! Reads variables and secrets: text, or bindings of Cloudflare's Secrets Store, whose value is asked for.

use std::collections::HashMap;

use js_sys::{Array, Function, Promise, Reflect};
use outx_core::gateway::settings::{NAMES, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::runtime::js::get;

/// Values of settings by their names.
pub type SettingValues = HashMap<&'static str, String>;

const NOT_TEXT: &str = "is not text: write it in quotes, and the entries of a list in one text, separated by commas";
const UNREADABLE: &str = "cannot be read from the Secrets Store: try again, and check the binding in wrangler.toml";

/// Reads all settings.
///
/// # Errors
/// A setting that is no text, or whose Secrets Store binding returned none.
pub async fn read_settings(env: &Env) -> Result<SettingValues, Problem> {
    let mut values = SettingValues::new();
    for name in NAMES {
        let binding = get(env, name);
        let value = match binding.as_string() {
            Some(text) => Some(text),
            None if binding.is_undefined() || binding.is_null() => None,
            None => {
                let problem = |reason: &str| Problem { setting: name, reason: reason.to_owned() };
                // A number or a list of wrangler.toml. Ignored, it would leave the gateway with the default, which may be less strict.
                let read = get(&binding, "get").dyn_into::<Function>().map_err(|_| problem(NOT_TEXT))?;
                Some(read_secret(&binding, &read).await.ok_or_else(|| problem(UNREADABLE))?)
            }
        };
        if let Some(value) = value {
            values.insert(name, value);
        }
    }
    Ok(values)
}

async fn read_secret(binding: &wasm_bindgen::JsValue, read: &Function) -> Option<String> {
    // The method is a stub of another Worker, whose own `call` would be a method of that Worker; it returns a promise of its own kind.
    let value = Promise::resolve(&Reflect::apply(read, binding, &Array::new()).ok()?);
    JsFuture::from(value).await.ok()?.as_string()
}
