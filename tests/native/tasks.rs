//! Tasks: polled at the documented pace, by one poll for all waits.

use std::future::IntoFuture;
use std::time::Duration;

use outx_client::types::*;
use outx_client::{Class, Code, Outx};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::scripted::{Scripted, Step};

const ID: &str = "3d6f9a10-0000-4000-8000-000000000010";

fn state(status: &str, output: Value) -> Step {
    Step::ok(&json!({ "success": true, "data": { "id": ID, "status": status, "task_output": output } }).to_string())
}

fn pending() -> Step {
    state("pending", Value::Null)
}

#[test]
fn a_profile_is_read_from_either_shape() {
    let flat = json!({ "headline": "Engineer", "followers": 7, "name": "Ada Example", "x": 1 });
    let nested = json!({ "profile": { "headline": "Engineer", "followers": 7 }, "name": "Ada Example", "x": 1 });
    for shape in [flat, nested] {
        let profile = Profile::deserialize(&shape).expect("a profile");
        assert_eq!((profile.full_name.as_deref(), profile.followers), (Some("Ada Example"), Some(7)), "{shape}");
        let text = json!({ "full_name": "Ada Example", "headline": "Engineer", "followers": 7, "x": 1 });
        assert_eq!(serde_json::to_value(&profile).expect("JSON"), text);
    }
}

#[tokio::test]
async fn a_task_is_created_and_waited_for() {
    let sandbox = Sandbox::start().await;
    sandbox.control("POST", "switches", Some(json!({ "task_plan": ["completed"] }))).await;
    let outx = sandbox.outx().await;
    let task = outx.linkedin().fetch_profile(FetchProfileArgs::new("ada-example")).await.expect("a task");
    let profile = task.wait().await.expect("a profile");
    assert_ne!(profile, Profile::default());
    let again = outx.tasks().resume::<Profile>(task.id()).wait().await.expect("the same profile");
    assert_eq!(again, profile);
    assert_eq!(sandbox.control("GET", "requests", None).await["created_tasks"], 1);
    assert_eq!(outx.usage().actions, 1);
}

#[tokio::test(start_paused = true)]
async fn the_first_poll_is_at_once_and_the_next_after_5_s_growing_by_a_quarter_to_15_s() {
    let steps = (0..8).map(|_| pending()).chain([state("completed", json!({ "name": "Ada" }))]);
    let script = Scripted::new(steps);
    let output = script.direct().tasks().resume::<Value>(ID).wait().await.expect("an output");
    assert_eq!(output, json!({ "name": "Ada" }));
    let seconds: Vec<_> = script.sent().iter().map(|poll| (poll.at_ms as f64 / 1_000.0).round()).collect();
    assert_eq!(seconds, [0.0, 5.0, 11.0, 19.0, 29.0, 41.0, 56.0, 71.0, 86.0]);
}

#[tokio::test(start_paused = true)]
async fn states_are_returned_as_they_are_seen_the_final_one_last() {
    let script = Scripted::new([pending(), state("processing", Value::Null), state("completed", json!(7))]);
    let mut states = script.direct().tasks().resume::<u32>(ID).states();
    let mut seen = Vec::new();
    while let Some(state) = states.try_next().await.expect("a state") {
        seen.push((state.status, state.output));
    }
    use TaskStatusName::{Completed, Pending, Processing};
    assert_eq!(seen, [(Pending, None), (Processing, None), (Completed, Some(7))]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_task_is_an_error_with_its_reason() {
    for (output, text) in [
        (json!("not connected"), "not connected"),
        (json!({ "error": "no access" }), "no access"),
        (Value::Null, "no reason was given"),
    ] {
        let script = Scripted::new([state("failed", output)]);
        let error = script.direct().tasks().resume::<Profile>(ID).wait().await.expect_err("an error");
        assert_eq!((error.code(), error.class(), error.task_id()), (Code::TaskFailed, Class::Task, Some(ID)));
        assert_eq!(error.to_string(), format!("the task failed: {text} ({ID})"));
        assert!(!error.is_retryable());
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_ends_sends_a_last_poll_and_leaves_the_task_alive() {
    let script = Scripted::new([pending()]);
    let task = script.direct().tasks().resume::<Profile>(ID);
    let error = task.wait().timeout(Duration::from_secs(7)).await.expect_err("an error");
    assert_eq!((error.code(), error.is_retryable(), error.task_id()), (Code::TaskTimeout, true, Some(ID)));
    assert_eq!(
        error.to_string(),
        format!("the task did not end within 7000 ms; it keeps running: resume it by its id ({ID})")
    );
    let times: Vec<_> = script.sent().iter().map(|poll| poll.at_ms / 1_000).collect();
    assert_eq!(times, [0, 5, 7]);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_ends_in_the_last_interval_is_not_missed() {
    let script = Scripted::new([pending(), state("completed", json!(1))]);
    let output = script.direct().tasks().resume::<u32>(ID).wait().timeout(Duration::from_secs(3)).await;
    assert_eq!(output.ok(), Some(1));
}

#[tokio::test(start_paused = true)]
async fn a_last_poll_that_hangs_does_not_hold_up_the_wait() {
    let script = Scripted::new([pending(), Step::Hang]);
    let began = tokio::time::Instant::now();
    let wait = script.direct().tasks().resume::<u32>(ID).wait().timeout(Duration::from_secs(3)).await;
    assert_eq!(wait.err().map(|error| error.code()), Some(Code::TaskTimeout));
    assert_eq!(began.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn waits_for_one_task_share_its_polls() {
    let script = Scripted::new([pending(), pending(), state("completed", json!(1))]);
    let outx = script.direct();
    let waits = (0..50).map(|_| outx.tasks().resume::<u32>(ID).wait().into_future());
    let outputs = futures_util::future::join_all(waits).await;
    assert!(outputs.iter().all(|output| output.as_ref().ok() == Some(&1)));
    assert_eq!(script.sent().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_leaves_the_polls_to_the_others() {
    let script = Scripted::new([Step::Hang, state("completed", json!(1))]);
    let outx = script.direct();
    let first = tokio::time::timeout(Duration::from_secs(1), outx.tasks().resume::<u32>(ID).wait().into_future());
    assert!(first.await.is_err());
    assert_eq!(outx.tasks().resume::<u32>(ID).wait().await.ok(), Some(1));
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_fails_for_good_ends_every_wait_and_a_transient_one_none() {
    let script = Scripted::new([Step::Respond(404, &[], r#"{"error":"Agent task not found"}"#.to_owned())]);
    let outx = script.direct();
    let waits = (0..3).map(|_| outx.tasks().resume::<u32>(ID).wait().into_future());
    for output in futures_util::future::join_all(waits).await {
        assert_eq!(output.err().map(|error| error.to_string()).as_deref(), Some("Agent task not found (tasks.get)"));
    }
    assert_eq!(script.sent().len(), 1);

    let script = Scripted::new([Step::Respond(503, &[], "{}".to_owned()), state("completed", json!(1))]);
    let outx = script.build(Outx::builder().api_key("key").attempts(1));
    assert_eq!(outx.tasks().resume::<u32>(ID).wait().await.ok(), Some(1));
}

#[tokio::test]
async fn the_hour_of_linkedin_actions_is_kept() {
    let script = Scripted::new([Step::ok(&json!({ "success": true, "api_agent_task_id": ID }).to_string())]);
    let outx = script.build(Outx::builder().api_key("key").actions_per_hour(1));
    outx.linkedin().fetch_profile(FetchProfileArgs::new("ada-example")).await.expect("a task");
    let error = outx.linkedin().fetch_profile(FetchProfileArgs::new("ada-example")).await.err().expect("an error");
    assert_eq!((error.code(), error.class()), (Code::ActionBudget, Class::RateLimit));
    assert!(error.is_retryable());
    assert!(error.retry_after().is_some_and(|wait| wait > Duration::from_secs(3_500)));
    assert_eq!(script.sent().len(), 1);
}
