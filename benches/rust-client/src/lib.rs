//! A page that makes one typed call with outx-client, reqwest or gloo-net, or none. Each client sends the same headers and credentials.

use wasm_bindgen::prelude::*;

#[cfg(any(feature = "reqwest", feature = "gloo"))]
mod response {
    use serde::Deserialize;

    /// The type that a caller would write by hand for `GET /linkedin-agent/get-task-status`.
    #[derive(Deserialize)]
    pub struct Response {
        pub data: Task,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "read and checked as by our client, and not shown")]
    pub struct Task {
        pub id: String,
        pub status: String,
        pub task_input: serde_json::Value,
        pub task_output: Option<serde_json::Value>,
    }
}

#[cfg(any(feature = "reqwest", feature = "gloo"))]
const PATH: &str = "/linkedin-agent/get-task-status?api_agent_task_id=";

/// A client of the API, for the page.
#[wasm_bindgen]
pub struct Page {
    #[cfg(feature = "outx")]
    outx: outx_client::Outx,
    #[cfg(feature = "reqwest")]
    client: reqwest::Client,
    #[cfg(not(feature = "outx"))]
    base: String,
}

#[wasm_bindgen]
impl Page {
    /// Creates a client of the API at `base`, a URL without a slash at its end.
    #[wasm_bindgen(constructor)]
    pub fn new(base: String) -> Result<Page, JsError> {
        Ok(Self {
            #[cfg(feature = "outx")]
            outx: outx_client::Outx::gateway(&base)?,
            #[cfg(feature = "reqwest")]
            client: reqwest::Client::new(),
            #[cfg(not(feature = "outx"))]
            base,
        })
    }

    /// Reads the state of a task.
    pub async fn state(&self, id: String) -> Result<String, JsError> {
        self.read(&id).await
    }
}

impl Page {
    #[cfg(feature = "outx")]
    async fn read(&self, id: &str) -> Result<String, JsError> {
        Ok(self.outx.tasks().get(id).await?.data.status.to_string())
    }

    #[cfg(feature = "reqwest")]
    async fn read(&self, id: &str) -> Result<String, JsError> {
        let request = self.client.get(format!("{}{PATH}{id}", self.base)).header("accept", "application/json");
        let response = request.fetch_credentials_include().send().await?.error_for_status()?;
        Ok(response.json::<response::Response>().await?.data.status)
    }

    #[cfg(feature = "gloo")]
    async fn read(&self, id: &str) -> Result<String, JsError> {
        let request = gloo_net::http::Request::get(&format!("{}{PATH}{id}", self.base));
        let request = request.header("accept", "application/json").credentials(web_sys::RequestCredentials::Include);
        let response = request.send().await?;
        if !response.ok() {
            return Err(JsError::new(&format!("status {}", response.status())));
        }
        Ok(response.json::<response::Response>().await?.data.status)
    }

    #[cfg(not(any(feature = "outx", feature = "reqwest", feature = "gloo")))]
    async fn read(&self, id: &str) -> Result<String, JsError> {
        Ok(format!("{}{id}", self.base))
    }
}
