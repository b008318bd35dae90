//! The options of a client and of a call, read once from what the face hands over.

use js_sys::Function;
use outx_core::retry::Way;
use wasm_bindgen::prelude::*;

use crate::secret::Secret;

#[wasm_bindgen]
extern "C" {
    /// What `new Outx(…)` was given, once the face has checked it.
    pub type Options;

    #[wasm_bindgen(method, getter)]
    fn base(this: &Options) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = isGateway)]
    fn is_gateway(this: &Options) -> bool;

    #[wasm_bindgen(method, getter, js_name = isBrowser)]
    fn is_browser(this: &Options) -> bool;

    #[wasm_bindgen(method, getter)]
    fn credential(this: &Options) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = wantsSession)]
    fn wants_session(this: &Options) -> bool;

    #[wasm_bindgen(method, getter, js_name = isObserved)]
    fn is_observed(this: &Options) -> bool;

    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Options) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = totalTimeoutMs)]
    fn total_timeout_ms(this: &Options) -> f64;

    #[wasm_bindgen(method, getter, js_name = actionsPerHour)]
    fn actions_per_hour(this: &Options) -> u32;
}

/// The options of a client.
pub struct Settings {
    /// The origin and path prefix of every call, without a slash at its end.
    pub base: String,
    /// The way that calls take.
    pub way: Way,
    pub is_browser: bool,
    pub credential: Credential,
    /// Whether a renewed token is to be handed over.
    pub wants_session: bool,
    /// Whether hooks or a logger listen.
    pub is_observed: bool,
    /// The caller's own `fetch`.
    pub fetch: Option<Function>,
    pub total_timeout_ms: f64,
    pub actions_per_hour: u32,
}

/// Where the key comes from; for a gateway the token.
pub enum Credential {
    /// From nowhere: a gateway's cookie, if anything.
    None,
    /// It is always the same, or wrong for the reason that [`Secret::new`] gives.
    Fixed(Result<Secret, &'static str>),
    /// From a function of the caller's, asked for each call.
    Asked(Function),
}

impl Settings {
    pub fn new(options: &Options) -> Self {
        let (is_gateway, is_browser, credential) = (options.is_gateway(), options.is_browser(), options.credential());
        Self {
            base: options.base().as_string().unwrap_or_default(),
            way: match (is_gateway, is_browser) {
                (true, _) => Way::Gateway,
                (false, true) => Way::Browser,
                (false, false) => Way::Server,
            },
            is_browser,
            credential: match credential.is_undefined() {
                true => Credential::None,
                false if credential.is_function() => Credential::Asked(credential.unchecked_into()),
                false => Credential::Fixed(Secret::new(&credential)),
            },
            wants_session: options.wants_session(),
            is_observed: options.is_observed(),
            fetch: options.fetch(),
            total_timeout_ms: options.total_timeout_ms(),
            actions_per_hour: options.actions_per_hour(),
        }
    }

    pub fn is_gateway(&self) -> bool {
        self.way == Way::Gateway
    }
}

#[wasm_bindgen]
extern "C" {
    /// The last argument of a call, checked and completed by the face.
    pub type Given;

    /// What an attempt may take, in milliseconds.
    #[wasm_bindgen(method, getter, js_name = timeoutMs)]
    pub fn timeout_ms(this: &Given) -> f64;

    /// Attempts the call has, the first among them.
    #[wasm_bindgen(method, getter)]
    pub fn attempts(this: &Given) -> u32;

    /// Further headers, as an object.
    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &Given) -> JsValue;

    /// `undefined` where the caller gave none.
    #[wasm_bindgen(method, getter, js_name = idempotencyKey)]
    pub fn idempotency_key(this: &Given) -> JsValue;
}
