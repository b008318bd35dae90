//! LinkedIn tasks: handles, and the wait for their output.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use futures_util::stream;
use outx_core::api::operation::Operation;
use outx_core::call::CallError;
use outx_core::policy::code::Code;
use outx_core::policy::defaults::TASK_WAIT_MS;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Outx;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::options::check_timeout;
use crate::poll_state::{Outcome, Seen};
use crate::poller::{GET, Wait as Polls};
use crate::request::Request;
use crate::stream::ResultStream;
use crate::transport::{BoxFuture, MaybeSend};
use crate::types::TaskStatusName;

/// A handle of a task, whose output is a `T`. To resume the task later, also in another process, store its id and call
/// [`Outx::resume_task`].
///
/// ```no_run
/// # async fn run(task: outx_client::Task<serde_json::Value>) -> Result<(), outx_client::Error> {
/// println!("waiting for {}", task.id());
/// let profile = task.wait().await?;
/// # Ok(())
/// # }
/// ```
pub struct Task<T> {
    outx: Outx,
    id: String,
    output: PhantomData<fn() -> T>,
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Self::new(&self.outx, self.id.clone())
    }
}

impl<T> Task<T> {
    fn new(outx: &Outx, id: String) -> Self {
        Self { outx: outx.clone(), id, output: PhantomData }
    }

    /// Returns the id of the task.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Waits for the output, for 150 s at most. [`Wait::timeout`] sets another limit.
    pub fn wait(&self) -> Wait<T> {
        Wait { outx: self.outx.clone(), id: self.id.clone(), timeout: default_wait(), output: PhantomData }
    }
}

impl<T: DeserializeOwned + MaybeSend + 'static> Task<T> {
    /// Returns a stream of the states that polls find, the final one last. It ends with the error `task_timeout` when the task has not ended
    /// after 150 s.
    ///
    /// ```no_run
    /// # async fn run(task: outx_client::Task<serde_json::Value>) -> Result<(), outx_client::Error> {
    /// let mut states = task.states();
    /// while let Some(state) = states.try_next().await? {
    ///     println!("{:?}", state.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn states(&self) -> ResultStream<TaskProgress<T>> {
        let polls = Polls::new(&self.outx, &self.id, default_wait());
        ResultStream::new(stream::try_unfold(Some(polls), |polls| async {
            let Some(mut polls) = polls else { return Ok(None) };
            let seen = polls.next().await?;
            let next = (seen.outcome == Outcome::Open).then_some(polls);
            Ok(Some((TaskProgress::new(&seen)?, next)))
        }))
    }
}

/// A state of a task.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskProgress<T> {
    /// The status of the task.
    pub status: TaskStatusName,
    /// The output, once the task is completed.
    pub output: Option<T>,
}

impl<T: DeserializeOwned> TaskProgress<T> {
    fn new(seen: &Seen) -> Result<Self> {
        let output = match seen.outcome {
            Outcome::Completed => Some(output(seen)?),
            _ => None,
        };
        Ok(Self { status: seen.data.text("status").unwrap_or_default().into(), output })
    }
}

/// A wait for the output of a task. Nothing is sent before it is awaited.
#[must_use = "a wait does nothing before it is awaited"]
pub struct Wait<T> {
    outx: Outx,
    id: String,
    timeout: Result<f64>,
    output: PhantomData<fn() -> T>,
}

impl<T> Wait<T> {
    /// Sets how long to wait. The task continues when the wait ends.
    pub fn timeout(self, duration: Duration) -> Self {
        Self { timeout: check_timeout("timeout", duration), ..self }
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for Wait<T> {
    type Output = Result<T>;
    type IntoFuture = BoxFuture<'static, Result<T>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { outx, id, timeout, .. } = self;
        Box::pin(async move { output(&finished(&outx, &id, timeout).await?) })
    }
}

/// Waits for a task, and returns its final state. A failed task is an error.
pub(crate) async fn finished(outx: &Outx, id: &str, timeout: Result<f64>) -> Result<Seen> {
    let mut polls = Polls::new(outx, id, timeout);
    loop {
        let seen = polls.next().await?;
        match seen.outcome {
            Outcome::Open => {}
            Outcome::Completed => return Ok(seen),
            Outcome::Failed => return Err(failed(id, &seen)),
        }
    }
}

pub(crate) fn default_wait() -> Result<f64> {
    Ok(TASK_WAIT_MS.into())
}

fn output<T: DeserializeOwned>(seen: &Seen) -> Result<T> {
    seen.data.field("task_output").decode().map_err(|mismatch| {
        let error = CallError::new(Code::BadResponse, mismatch.message("the output of the task"));
        Error::from_call(&error, GET.name, None)
    })
}

fn failed(id: &str, seen: &Seen) -> Error {
    let output = seen.data.field("task_output");
    let reason = seen.data.text("task_output").or_else(|| output.text("error")).or_else(|| output.text("message"));
    let reason = reason.as_deref().unwrap_or("no reason was given");
    Error::new(Code::TaskFailed, format!("the task failed: {reason} ({id})")).of(GET.name).task(id)
}

impl Outx {
    /// Creates a call of an operation that creates a task, whose output is decoded as `T`.
    pub(crate) fn create_task<A, T>(&self, operation: &'static Operation, args: &A) -> Request<Task<T>>
    where
        A: Serialize + ?Sized,
    {
        Request::new(self, operation, args, |outx, _, json| {
            // The machine has checked that the response names the task.
            Ok(Task::new(outx, json.text("api_agent_task_id").unwrap_or_default()))
        })
    }

    /// Returns a handle of a task that was created before, by its id. Nothing is sent.
    ///
    /// ```no_run
    /// # async fn run(outx: outx_client::Outx) -> Result<(), outx_client::Error> {
    /// let task = outx.resume_task::<serde_json::Value>("3d6f9a10-0000-4000-8000-000000000010");
    /// let output = task.wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume_task<T>(&self, id: impl Into<String>) -> Task<T> {
        Task::new(self, id.into())
    }
}

/// The id of the task that a response names.
pub(crate) fn task_id(json: &Json) -> String {
    json.text("api_agent_task_id").unwrap_or_default()
}
