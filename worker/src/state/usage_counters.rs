//! Counts calls in the isolate and flushes them to the ledgers in batches, so that a read does not wait for a ledger.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use outx_core::error::Code;
use outx_core::gateway::clock::DAY_MS;
use outx_core::gateway::limits::flush::{Flush, MAX_WAIT_MS, Schedule};
use outx_core::gateway::records::usage_name;
use outx_core::operation::Operation;
use wasm_bindgen_futures::JsFuture;
use worker::{Context, Env};

use crate::durable::ledger::{AuditedOutcome, Batch, CallDimensions, LedgerRequest, day_of};
use crate::durable::object::{call_object, tell_objects};
use crate::http::context::RequestContext;
use crate::runtime::js::{delay, now_ms};
use crate::state::analytics::Analytics;

/// Maximum number of callers of a team that one flush counts separately. The ledger writes a row for each.
const MAX_CALLERS: usize = 100;
/// Maximum number of requests of a team in one flush: the ledger keeps no more.
const MAX_REQUESTS: usize = 1_000;
/// Maximum number of teams in one flush: the runtime limits the subrequests of an invocation to 1,000, and its work after the response to 30 s.
const MAX_FLUSHED_TEAMS: usize = 500;
/// Number of ledgers that a flush calls concurrently. The runtime opens six connections at a time.
const CONCURRENT_FLUSHES: usize = 20;
/// Name under which callers beyond [`MAX_CALLERS`] are counted.
const OTHER_CALLERS: &str = "other";
/// Name under which callers without a credential or with a public session are counted. Without a credential, a caller's hash is that of its
/// network.
const PUBLIC_CALLERS: &str = "public";
/// Name under which all members who use the console are counted.
const CONSOLE_CALLERS: &str = "console";

/// Calls that are not flushed yet.
#[derive(Default)]
pub struct UsageCounters {
    teams: RefCell<HashMap<String, TeamCalls>>,
    schedule: Cell<Schedule>,
    analytics: Analytics,
}

/// Calls of one team.
#[derive(Default)]
struct TeamCalls {
    /// Name of the team; empty until a call whose credential contains it.
    name: String,
    calls: Vec<(CallKind, u32)>,
    callers: HashMap<String, CountedCaller>,
    requests: VecDeque<Request>,
    writes: Vec<AuditedOutcome>,
}

/// Dimensions by which calls are counted.
#[derive(Clone, Copy, PartialEq)]
struct CallKind {
    /// Days since 1970.
    day: u32,
    operation: &'static str,
    status: u16,
    code: Option<Code>,
    /// Whether the console made the call.
    is_console: bool,
}

struct CountedCaller {
    kind: CallerKind,
    name: String,
    operations: Vec<CountedOperation>,
}

struct CountedOperation {
    day: u32,
    operation: &'static str,
    calls: u32,
    failures: u32,
}

struct Request {
    id: String,
    began_ms: f64,
    ms: f64,
    kind: CallKind,
    caller: String,
}

/// How a caller is authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerKind {
    Session,
    /// By a session, on a page of the console.
    Console,
    Token,
    /// By an agent token.
    Agent,
    /// Without a credential, or by a public session.
    Public,
}

impl CallerKind {
    /// Its name in usage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Console => "console",
            Self::Token => "token",
            Self::Agent => "agent",
            Self::Public => "public",
        }
    }
}

/// Who made a call.
#[derive(Clone, Copy)]
pub struct CallerRef<'a> {
    /// Name of the ledger.
    pub team: &'a str,
    /// Name of the team; empty when the credential does not tell it.
    pub team_name: &'a str,
    /// Hash of the caller, as in the log.
    pub hash: &'a str,
    pub kind: CallerKind,
    /// The name in its token, or the e-mail address of its session.
    pub name: &'a str,
}

/// A completed call.
pub struct CallRecord<'a> {
    pub caller: CallerRef<'a>,
    pub request: &'a RequestContext,
    pub operation: &'static Operation,
    pub status: u16,
    pub code: Option<Code>,
}

impl CallRecord<'_> {
    /// The name that the call is counted under.
    fn name(&self) -> &'static str {
        usage_name(self.operation, self.request.query())
    }

    fn caller_kind(&self) -> CallerKind {
        match self.caller.kind {
            CallerKind::Session if self.request.is_console => CallerKind::Console,
            kind => kind,
        }
    }
}

impl UsageCounters {
    /// Counters that also write each call to `analytics`.
    pub fn new(analytics: Analytics) -> Self {
        Self { analytics, ..Self::default() }
    }

    /// Counts a call, and schedules its flush to the ledger.
    pub fn record(self: &Rc<Self>, call: &CallRecord<'_>, env: &Env, context: &Context) {
        let now = now_ms();
        let ms = (now - call.request.began_ms).max(0.0);
        let caller = &call.caller;
        let code = call.code.map_or("", Code::as_str);
        let texts = [call.name(), code, caller.hash, call.caller_kind().name()];
        self.analytics.write(caller.team, texts, [f64::from(call.status), ms]);
        self.with_team(caller.team, |team| team.add(call, now, ms));
        let flush = self.schedule(|schedule| schedule.count(now));
        if flush == Flush::Wait {
            return;
        }
        let (counters, env) = (Rc::clone(self), env.clone());
        context.wait_until(async move {
            if flush == Flush::Later {
                let _ = JsFuture::from(delay(MAX_WAIT_MS)).await;
                counters.schedule(Schedule::on_timer);
            }
            counters.flush(&env).await;
        });
    }

    /// Adds the outcome of a write that reaches the ledger only with the counts. The caller records the call afterwards, which schedules the
    /// flush.
    pub fn record_outcome(&self, team: &str, audited: AuditedOutcome) {
        self.with_team(team, |team| team.writes.push(audited));
    }

    fn schedule<T>(&self, change: impl FnOnce(&mut Schedule) -> T) -> T {
        let mut schedule = self.schedule.get();
        let result = change(&mut schedule);
        self.schedule.set(schedule);
        result
    }

    fn with_team(&self, name: &str, change: impl FnOnce(&mut TeamCalls)) {
        let mut teams = self.teams.borrow_mut();
        if let Some(team) = teams.get_mut(name) {
            return change(team);
        }
        change(teams.entry(name.to_owned()).or_default());
    }

    /// Sends counts to the ledgers. Counts for a ledger that cannot be reached are lost. Counts of teams beyond [`MAX_FLUSHED_TEAMS`] wait for
    /// the next flush.
    pub async fn flush(&self, env: &Env) {
        self.schedule(Schedule::on_flush);
        let names: Vec<String> = self.teams.borrow().keys().take(MAX_FLUSHED_TEAMS).cloned().collect();
        for names in names.chunks(CONCURRENT_FLUSHES) {
            let messages = names.iter().filter_map(|name| Some((name.as_str(), self.take_batch(name)?)));
            tell_objects(env, "LEDGER", messages).await;
        }
    }

    /// Sends the counts of one team to its ledger, so that a query that follows includes them.
    pub async fn flush_team(&self, team: &str, env: &Env) {
        if let Some(batch) = self.take_batch(team) {
            let _ = call_object::<()>(env, "LEDGER", team, &batch).await;
        }
    }

    fn take_batch(&self, team: &str) -> Option<LedgerRequest> {
        let calls = self.teams.borrow_mut().remove(team)?;
        Some(LedgerRequest::Count(calls.into_batch()))
    }
}

impl TeamCalls {
    fn add(&mut self, call: &CallRecord<'_>, now: f64, ms: f64) {
        let day = (now / DAY_MS) as u32;
        let caller_kind = call.caller_kind();
        let is_console = caller_kind == CallerKind::Console;
        let kind = CallKind { day, operation: call.name(), status: call.status, code: call.code, is_console };
        match self.calls.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, times)) => *times += 1,
            None => self.calls.push((kind, 1)),
        }
        if self.name.is_empty() {
            call.caller.team_name.clone_into(&mut self.name);
        }
        self.count_caller(CallerRef { kind: caller_kind, ..call.caller }, kind);
        if self.requests.len() >= MAX_REQUESTS {
            self.requests.pop_front();
        }
        let (id, caller) = (call.request.request_id.clone(), call.caller.hash.to_owned());
        self.requests.push_back(Request { id, began_ms: call.request.began_ms, ms, kind, caller });
    }

    fn count_caller(&mut self, caller: CallerRef<'_>, kind: CallKind) {
        if caller.kind == CallerKind::Console
            && self.callers.len() < MAX_CALLERS
            && !self.callers.contains_key(caller.hash)
        {
            // The audit shows the member's name, so the ledger gets a row for the member that counts no calls.
            let none = CountedOperation { day: kind.day, operation: kind.operation, calls: 0, failures: 0 };
            let member =
                CountedCaller { kind: CallerKind::Session, name: caller.name.to_owned(), operations: vec![none] };
            self.callers.insert(caller.hash.to_owned(), member);
        }
        let (hash, name) = match caller.kind {
            CallerKind::Public => (PUBLIC_CALLERS, ""),
            CallerKind::Console => (CONSOLE_CALLERS, ""),
            _ => (caller.hash, caller.name),
        };
        if let Some(counted) = self.callers.get_mut(hash) {
            return counted.count(kind);
        }
        let (hash, name) = if self.callers.len() < MAX_CALLERS { (hash, name) } else { (OTHER_CALLERS, "") };
        let new = || CountedCaller { kind: caller.kind, name: name.to_owned(), operations: Vec::new() };
        self.callers.entry(hash.to_owned()).or_insert_with(new).count(kind);
    }

    fn into_batch(self) -> Batch {
        let mut batch = Batch { team_name: self.name, writes: self.writes, ..Batch::default() };
        for (kind, times) in self.calls {
            let count =
                CallDimensions { day: kind.day_text(), operation: kind.operation.to_owned(), status: kind.status };
            if kind.is_console {
                batch.console.push((count.clone(), times));
            }
            batch.add(count, kind.code, times);
        }
        let callers: Vec<_> = self.callers.iter().flat_map(|(hash, counted)| counted.rows(hash)).collect();
        batch.callers = serde_json::to_string(&callers).unwrap_or_default();
        let requests: Vec<_> = self.requests.iter().map(Request::to_json).collect();
        batch.requests = requests.join(",");
        batch.request_count = requests.len() as u32;
        batch
    }
}

impl CallKind {
    fn day_text(&self) -> String {
        day_of(f64::from(self.day) * DAY_MS)
    }
}

impl CountedCaller {
    fn count(&mut self, kind: CallKind) {
        let failures = u32::from(kind.status >= 400);
        match self.operations.iter_mut().find(|it| it.operation == kind.operation && it.day == kind.day) {
            Some(counted) => {
                counted.calls += 1;
                counted.failures += failures;
            }
            None => {
                self.operations.push(CountedOperation { day: kind.day, operation: kind.operation, calls: 1, failures })
            }
        }
    }

    /// Lists of caller, kind, name, day, operation, calls and failures.
    fn rows<'a>(&'a self, hash: &'a str) -> impl Iterator<Item = [String; 7]> + 'a {
        self.operations.iter().map(move |counted| {
            let day = day_of(f64::from(counted.day) * DAY_MS);
            let (calls, failures) = (counted.calls.to_string(), counted.failures.to_string());
            let (kind, operation) = (self.kind.name().to_owned(), counted.operation.to_owned());
            [hash.to_owned(), kind, self.name.clone(), day, operation, calls, failures]
        })
    }
}

impl Request {
    /// Formats the request as in the log. No text needs JSON escapes: ids, hashes and codes contain no such characters, and names of operations
    /// are checked.
    fn to_json(&self) -> String {
        let Self { id, began_ms, ms, kind, caller } = self;
        let CallKind { operation, status, code, .. } = kind;
        let code = code.map_or("", Code::as_str);
        format!(
            r#"{{"request_id":"{id}","at":{began_ms},"operation":"{operation}","status":{status},"ms":{ms},"caller":"{caller}","code":"{code}"}}"#
        )
    }
}
