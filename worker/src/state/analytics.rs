//! One data point per call to Workers Analytics Engine, if a dataset is bound as `ANALYTICS`.

use js_sys::{Array, Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;

use crate::runtime::js::{get, set};

/// Maximum length of an index, in bytes.
const MAX_INDEX_LEN: usize = 96;

/// The dataset.
#[derive(Default)]
pub struct Analytics(Option<(JsValue, Function)>);

impl Analytics {
    /// The dataset that is bound; none by default.
    pub fn bound(env: &Env) -> Self {
        let dataset = get(env, "ANALYTICS");
        let write = get(&dataset, "writeDataPoint").dyn_into().ok();
        Self(write.map(|write| (dataset, write)))
    }

    /// Writes a call of a team. What the texts and numbers mean is known by their order.
    pub fn write(&self, team: &str, texts: [&str; 4], numbers: [f64; 2]) {
        let Some((dataset, write)) = &self.0 else { return };
        let index = Some(team).filter(|team| team.len() <= MAX_INDEX_LEN).unwrap_or_default();
        let point: JsValue = Object::new().into();
        set(&point, "indexes", &Array::of1(&index.into()));
        set(&point, "blobs", &texts.into_iter().map(JsValue::from).collect::<Array>());
        set(&point, "doubles", &numbers.into_iter().map(JsValue::from).collect::<Array>());
        // A dataset that fails does not fail the call.
        let _ = write.call1(dataset, &point);
    }
}
