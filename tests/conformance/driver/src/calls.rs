//! Operations by name.

use outx_client::{Error, List, Outx, Request, Task};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Case, Then};

/// Makes the call of a case.
pub async fn make(outx: &Outx, case: &Case) -> Result<Value, Error> {
    let id = || case.args["id"].as_str().unwrap_or_default().to_owned();
    match case.operation.as_str() {
        "auth.sendOtp" => value(outx.auth().send_otp(args(case))).await,
        "auth.verifyOtp" => value(outx.auth().verify_otp(args(case))).await,
        "team.get" => value(outx.team().get()).await,
        "tasks.get" => value(outx.tasks().get(case.args["api_agent_task_id"].as_str().unwrap_or_default())).await,
        "watchlists.keyword.list" => value(outx.watchlists().keyword().list()).await,
        "watchlists.keyword.create" => value(outx.watchlists().keyword().create(args(case))).await,
        "watchlists.keyword.update" => value(outx.watchlists().keyword().update(args(case))).await,
        "watchlists.keyword.delete" => value(outx.watchlists().keyword().delete(id())).await,
        "watchlists.people.create" => value(outx.watchlists().people().create(args(case))).await,
        "engagement.like" => value(outx.engagement().like(args(case))).await,
        "posts.list" => list(outx.posts().list(args(case)), case.then).await,
        "interactions.list" => list(outx.interactions().list(args(case)), case.then).await,
        "linkedin.fetchProfile" => task(outx.linkedin().fetch_profile(args(case)), case.then).await,
        "linkedin.sendMessage" => task(outx.linkedin().send_message(args(case)), case.then).await,
        "linkedin.sendConnectionRequest" => task(outx.linkedin().send_connection_request(args(case)), case.then).await,
        "linkedin.connections" => list(outx.linkedin().connections(args(case)), case.then).await,
        other => panic!("the driver knows no operation {other}"),
    }
}

fn args<A: DeserializeOwned + Default>(case: &Case) -> A {
    if case.args.is_null() {
        return A::default();
    }
    serde_json::from_value(case.args.clone())
        .unwrap_or_else(|error| panic!("the arguments of {}: {error}", case.operation))
}

async fn value<R: Serialize + 'static>(request: Request<R>) -> Result<Value, Error> {
    Ok(json(&request.await?))
}

async fn task<T>(request: Request<Task<T>>, then: Then) -> Result<Value, Error>
where
    T: Serialize + DeserializeOwned + Send + 'static,
{
    let task = request.await?;
    match then {
        Then::Wait => Ok(json(&task.wait().await?)),
        _ => Ok(json(&task.id())),
    }
}

async fn list<P, T>(list: List<P, T>, then: Then) -> Result<Value, Error>
where
    P: Serialize + DeserializeOwned + Send + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
{
    match then {
        Then::All => Ok(json(&list.collect_up_to(1_000).await?)),
        _ => Ok(json(&list.page().await?)),
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| panic!("a response has no JSON: {error}"))
}
