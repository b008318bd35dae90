//! `POST /_gateway/alerts/test`: sends an alert that says it is a test, and tells what became of it.

use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::http::api_error::ApiError;
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::{LedgerRequest, TestAlertResponse};
use crate::durable::object::call_object;
use crate::http::reply::Reply;
use crate::runtime::http_client::TIMEOUT_MS;
use crate::state::isolate::GatewayState;

/// Sends a test alert as the ledger of the caller's team sends its alerts. A webhook that does not take it is no error of this request.
///
/// # Errors
/// 429 for a second one within a minute, 503 when the ledger cannot be reached.
pub async fn test_alert(
    caller: &Caller,
    state: &Rc<GatewayState>,
    env: &Env,
    context: &Context,
) -> Result<Reply, ApiError> {
    state.rate_limiter.check(&caller.hash, env, context)?;
    let response = call_object(env, "LEDGER", &caller.team, &LedgerRequest::TestAlert).await;
    match response.map_err(|error| error.to_rejection("ledger", ", so no alert was sent"))? {
        TestAlertResponse::Tried(delivery) => {
            let body = delivery.to_json(TIMEOUT_MS / 1_000).to_string();
            Ok(Reply::json(200, body.as_str()).about("alerts.test", &caller.hash))
        }
        TestAlertResponse::Wait { wait_ms } => {
            let text = "a test alert was sent less than a minute ago: wait as long as retry-after says and try again";
            Err(ApiError::too_many_requests(Code::RateLimited, text, wait_ms))
        }
    }
}
