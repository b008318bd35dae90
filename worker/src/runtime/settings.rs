//! Reads variables and secrets: text, or bindings of Cloudflare's Secrets Store, whose value is asked for.

use std::collections::HashMap;

use js_sys::{Array, Function, Promise, Reflect};
use outx_core::gateway::settings::NAMES;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use worker::Env;

use crate::runtime::js::get;

/// Values of settings by their names.
pub type SettingValues = HashMap<&'static str, String>;

/// Reads all settings.
///
/// # Errors
/// The name of a setting whose Secrets Store binding returned no text.
pub async fn read_settings(env: &Env) -> Result<SettingValues, &'static str> {
    let mut values = SettingValues::new();
    for name in NAMES {
        let binding = get(env, name);
        let value = match binding.as_string() {
            Some(text) => Some(text),
            None => match get(&binding, "get").dyn_into::<Function>() {
                Ok(read) => Some(read_secret(&binding, &read).await.ok_or(name)?),
                Err(_) => None,
            },
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
