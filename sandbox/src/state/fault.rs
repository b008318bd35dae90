//! Planned faults, which simulate failures of a network or a server.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;

/// A fault and the requests it applies to.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlannedFault {
    /// Any method when absent.
    method: Option<String>,
    /// The exact path; any when absent.
    path: Option<String>,
    /// How many requests it applies to; one when absent.
    #[serde(default = "one")]
    times: u32,
    fault: Fault,
}

fn one() -> u32 {
    1
}

/// A fault. Its fields can be combined.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fault {
    /// Responds with this status instead of running the operation.
    pub(crate) status: Option<u16>,
    pub(crate) headers: BTreeMap<String, String>,
    /// A string is sent unchanged, any other value as JSON.
    pub(crate) body: Option<Value>,
    /// Delays the response by this many milliseconds. The operation takes effect at once.
    pub(crate) delay_ms: u32,
    /// Resets the connection before or after the operation takes effect.
    pub(crate) reset: Option<ResetMoment>,
    /// Closes the connection after this many bytes of the body, although its `content-length` is larger.
    pub(crate) truncate: Option<u32>,
    /// Responds with 302 and this `location` instead of running the operation.
    pub(crate) redirect: Option<String>,
    /// Returns the received key in the body's field `echo` and in the header `x-echo`.
    pub(crate) echo_key: bool,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ResetMoment {
    Before,
    After,
}

impl Fault {
    pub(crate) fn resets(&self, moment: ResetMoment) -> bool {
        self.reset == Some(moment)
    }
}

impl PlannedFault {
    fn applies_to(&self, method: &str, path: &str) -> bool {
        let matches = |wanted: &Option<String>, actual: &str| wanted.as_deref().is_none_or(|wanted| wanted == actual);
        self.times > 0 && matches(&self.method, method) && matches(&self.path, path)
    }

    /// Checks that the fault can be sent over HTTP.
    pub(crate) fn validate(&self) -> Result<(), String> {
        let fault = &self.fault;
        if let Some(status) = fault.status.filter(|status| !(200..=599).contains(status)) {
            return Err(format!("invalid \"fault.status\": got {status}, expected a number from 200 to 599"));
        }
        if let Some(url) = fault.redirect.as_deref().filter(|url| HeaderValue::from_str(url).is_err()) {
            return Err(format!("invalid \"fault.redirect\": {url:?} cannot be sent as a header value"));
        }
        for (name, value) in &fault.headers {
            if HeaderName::try_from(name.as_str()).is_err() || HeaderValue::from_str(value).is_err() {
                return Err(format!("invalid \"fault.headers\": {name:?}: {value:?} cannot be sent as a header"));
            }
        }
        Ok(())
    }
}

/// Takes the oldest fault planned for a request.
pub(crate) fn take_fault(planned: &mut Vec<PlannedFault>, method: &str, path: &str) -> Option<Fault> {
    let at = planned.iter().position(|plan| plan.applies_to(method, path))?;
    planned[at].times -= 1;
    let fault = planned[at].fault.clone();
    planned.retain(|plan| plan.times > 0);
    Some(fault)
}
