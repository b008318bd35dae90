//! `GET /_gateway/teams`: usage by team, over all teams.

use std::rc::Rc;

use outx_core::gateway::http::api_error::ApiError;
use outx_core::gateway::teams::{Format, ShardPage, TeamsPage, TeamsQuery, index_names, shard_limit};
use wasm_bindgen::JsValue;
use worker::{Context, Env};

use crate::auth::caller::Caller;
use crate::durable::ledger::LedgerRequest;
use crate::durable::object::call_objects;
use crate::http::context::RequestContext;
use crate::http::reply::Reply;
use crate::state::isolate::GatewayState;

/// Lists the totals of the teams, in the order of their ids. The header `link` names the next page.
///
/// # Errors
/// 400 for a wrong query, 429 for too many requests, 503 when an index object cannot be reached: a sum without its teams would be wrong.
pub async fn list_teams(
    caller: &Caller,
    request: &RequestContext,
    state: &Rc<GatewayState>,
    env: &Env,
    context: &Context,
) -> Result<Reply, ApiError> {
    state.rate_limiter.check(&caller.hash, env, context)?;
    let query = TeamsQuery::parse(request.query())?;
    let message = LedgerRequest::Teams { days: query.days, after: query.after.clone(), limit: shard_limit(&query) };
    let pages: Vec<ShardPage> = call_objects(env, "LEDGER", index_names(), &message)
        .await
        .map_err(|error| error.to_rejection("index of teams", ""))?;
    let page = TeamsPage::merge(&query, pages);
    // The API chose the names of teams.
    let body = caller.redact(state, &page.format(query.format));
    let reply = match query.format {
        Format::Json => Reply::json(200, body.as_str()),
        Format::Csv => Reply::new(200, JsValue::from(body))
            .with("content-type", "text/csv; charset=utf-8")
            .with("content-disposition", "attachment; filename=\"usage-by-team.csv\""),
    };
    let reply = match page.next_query(&query) {
        Some(next) => reply.with("link", format!("<?{next}>; rel=\"next\"")),
        None => reply,
    };
    Ok(reply.about("teams", &caller.hash))
}
