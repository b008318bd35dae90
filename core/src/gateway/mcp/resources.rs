//! Resources: the API reference, and the recent posts of each watchlist.

use serde_json::{Map, Value, json};

use super::advice::advice;
use super::message::{INTERNAL_ERROR, RpcError};
use super::protocol::{ApiRequest, ApiResponse, Input, Output};
use super::result::fit;
use crate::api::by_name;
use crate::api::operation::Operation;
use crate::text::percent::{decode, encode};

/// The API reference: the OpenAPI document of the gateway.
pub const REFERENCE: &str = "outx://openapi.json";
const WATCHLISTS: &str = "outx://watchlists/";
const POSTS: &str = "/posts";
/// The operations that list watchlists.
const LISTS: [&str; 4] =
    ["watchlists.keyword.list", "watchlists.people.list", "watchlists.company.list", "watchlists.reddit.list"];

/// `resources/templates/list`
pub fn templates() -> Value {
    json!({ "resourceTemplates": [{
        "uriTemplate": "outx://watchlists/{watchlist_id}/posts",
        "name": "watchlist-posts",
        "title": "Recent posts of a watchlist",
        "description": "The 20 newest posts that a watchlist found.",
        "mimeType": "application/json",
    }] })
}

/// `resources/list`: asks for the watchlists of each kind. A kind that the caller may not list has no resources.
#[derive(Debug)]
pub struct ResourceList {
    lists: Vec<&'static Operation>,
    resources: Vec<Value>,
}

impl ResourceList {
    /// The list for a caller that may call the operations for which `may_call` returns true.
    pub fn new(may_call: impl Fn(&Operation) -> bool) -> Self {
        let can_read_posts = by_name("posts.list").is_some_and(&may_call);
        let lists = LISTS.into_iter().rev().filter_map(by_name).filter(|list| can_read_posts && may_call(list));
        let reference = json!({
            "uri": REFERENCE,
            "name": "api-reference",
            "title": "OutX API reference",
            "description": "Every operation with its parameters, responses and errors, as an OpenAPI 3.1 document.",
            "mimeType": "application/json",
        });
        Self { lists: lists.collect(), resources: vec![reference] }
    }

    /// Handles an input.
    pub fn handle(&mut self, input: Input) -> Output {
        if let Input::Response(response) = input {
            // A kind that the caller may not list has no resources. After any other failure the list would look complete and is not.
            if !matches!(response.status, 200 | 403) {
                return Output::Done(Err(failure(&response, None)));
            }
            self.resources.extend(watchlists_in(&response).iter().filter_map(posts_resource));
        }
        match self.lists.pop() {
            Some(list) => Output::Send(ApiRequest::get(list.path)),
            None => Output::Done(Ok(json!({ "resources": std::mem::take(&mut self.resources) }))),
        }
    }
}

fn watchlists_in(response: &ApiResponse) -> &[Value] {
    let lists = [&response.body, &response.body["watchlists"], &response.body["data"]];
    lists.into_iter().find_map(Value::as_array).map_or(&[], Vec::as_slice)
}

fn posts_resource(watchlist: &Value) -> Option<Value> {
    let id = watchlist["id"].as_str()?;
    let mut uri = WATCHLISTS.to_owned();
    encode(id, &mut uri);
    uri.push_str(POSTS);
    let name = watchlist["name"].as_str().unwrap_or(id);
    Some(json!({
        "uri": uri,
        "name": format!("posts-{id}"),
        "title": format!("Recent posts of {name}"),
        "mimeType": "application/json",
    }))
}

/// `resources/read`
#[derive(Debug)]
pub struct ReadResource {
    uri: String,
    request: Option<ApiRequest>,
}

impl ReadResource {
    /// Reads the resource of the `uri` in `params`.
    ///
    /// # Errors
    /// `Invalid params` when no such resource exists.
    pub fn new(params: &Map<String, Value>) -> Result<Self, RpcError> {
        let Some(uri) = params.get("uri").and_then(Value::as_str) else {
            return Err(RpcError::invalid_params("uri must be a string: the address of a resource"));
        };
        let request = if uri == REFERENCE {
            ApiRequest::get("/_gateway/openapi.json")
        } else {
            let id = uri.strip_prefix(WATCHLISTS).and_then(|rest| rest.strip_suffix(POSTS)).and_then(decode);
            let Some(id) = id.filter(|id| !id.is_empty() && !id.contains('/')) else {
                let text = format!("Resource not found: {uri}; resources/list names those that exist");
                return Err(RpcError { data: Some(json!({ "uri": uri })), ..RpcError::invalid_params(text) });
            };
            let mut target = "/api-posts?watchlist_id=".to_owned();
            encode(&id, &mut target);
            target.push_str("&page_size=20");
            ApiRequest::get(&target)
        };
        Ok(Self { uri: uri.to_owned(), request: Some(request) })
    }

    /// Handles an input.
    pub fn handle(&mut self, input: Input) -> Output {
        let mut response = match (input, self.request.take()) {
            (Input::Response(response), _) => response,
            (_, Some(request)) => return Output::Send(request),
            (_, None) => ApiResponse::default(),
        };
        if response.status != 200 {
            return Output::Done(Err(failure(&response, Some(&self.uri))));
        }
        if self.uri != REFERENCE {
            fit(&mut response.body, |fitting| fitting);
        }
        let contents = json!({ "uri": self.uri, "mimeType": "application/json", "text": response.body.to_string() });
        Output::Done(Ok(json!({ "contents": [contents] })))
    }
}

/// The error of a call that the gateway or the API rejected; with the `uri` of the resource that was read.
fn failure(response: &ApiResponse, uri: Option<&str>) -> RpcError {
    let code = response.code();
    let text = response.body["error"].as_str().unwrap_or("the API did not respond");
    let message = format!("{}: {}. {}", code.as_str(), text.trim_end_matches('.'), advice(code));
    let mut data = json!({ "code": code.as_str(), "status": response.status });
    if let Some(uri) = uri {
        data["uri"] = uri.into();
    }
    // A watchlist that does not exist, or that this caller may not read, is a resource that does not exist.
    let error = match (uri, response.status) {
        (Some(_), 400 | 403 | 404) => RpcError::invalid_params(message),
        _ => RpcError::new(200, INTERNAL_ERROR, message),
    };
    RpcError { data: Some(data), ..error }
}
