//! Parses a row of the table, calls `authorize`, and formats its decision as text.

use std::collections::HashMap;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use outx_core::gateway::auth::agent::NewAgent;
use outx_core::gateway::auth::credentials::SessionTransport;
use outx_core::gateway::auth::jwt;
use outx_core::gateway::auth::revocation::Revocable;
use outx_core::gateway::auth::session::{OpenError, Sealer, Session, SessionKind};
use outx_core::gateway::authorize::{
    Caller, Decision, Gateway, Memory, OpenedSession, OwnRequest, Reason, RequestParts, Response, Revocation,
    VerifiedToken, authorize, open_session, public_session_id,
};
use outx_core::gateway::http::origin::{classify_origin, split_url};
use outx_core::gateway::secret::Secret;
use outx_core::gateway::settings::{Loaded, Problem, Settings, load};
use sha2::Sha256;

const NOW_MS: f64 = 1_795_983_300_000.0;
const MINUTE_MS: f64 = 60_000.0;
const DAY_MS: f64 = 86_400_000.0;
const SESSION_SECRET: &str = "session-secret-of-tests-0123456789";
const TOKEN_SECRET: &str = "token-secret-of-tests-9876543210-abc";

const OPS: &str = r#""ops":["posts.list","watchlists.keyword.*","GET /api-new"]"#;

/// Decisions that many rows share.
const TEXTS: [(&str, &str); 19] = [
    (
        "NO_AGENT_TOKEN",
        "401 missing_key: no token: send the header authorization with Bearer and an agent token, which the gateway's page \"Connect an agent\" makes",
    ),
    (
        "AGENT_OVER",
        "401 session_expired: the agent token is over: make a new one on the gateway's page \"Connect an agent\"",
    ),
    ("NO_PERSON", "403 access_denied: agent tokens are made and revoked by a person: sign in with a one-time code"),
    (
        "AGENT_EVERYWHERE",
        "403 access_denied: an agent token cannot sign out its owner: leave everywhere=true out to revoke this token",
    ),
    ("OVER", "401 session_expired: the session is over: sign in again"),
    ("NO_SESSION", "401 session_expired: no session: sign in with a one-time code first"),
    (
        "NO_TOKEN",
        "401 missing_key: no token: send the header authorization with Bearer and a token that this site's back end signed",
    ),
    ("NOT_BEARER", "401 session_expired: authorization must be Bearer and a token"),
    ("TWICE", "401 session_expired: the session cookie came twice"),
    ("TAKES_NO_TOKENS", "401 invalid_key: this gateway accepts no tokens: ACCESS does not include token"),
    ("TOKEN_SIGNED_OUT", "401 invalid_key: the token was signed out: get a new one from the site that issued it"),
    ("PROVE", "401 session_expired: Turnstile verification required: POST its token to /_gateway/session first"),
    ("CROSS_ORIGIN", "403 origin_denied: this origin may not call (ALLOWED_ORIGINS)"),
    (
        "COOKIE_WRITE",
        "403 origin_denied: a write by cookie must come from a page of this gateway or of ALLOWED_ORIGINS",
    ),
    ("NOT_A_PAGE", "403 origin_denied: public access is for pages of ALLOWED_ORIGINS"),
    ("NOT_PUBLIC", "403 access_denied: interactions.list is not public (PUBLIC_OPERATIONS)"),
    (
        "NOT_PINNED",
        "403 access_denied: posts.list is public only with watchlist_id given once, at the value that PUBLIC_OPERATIONS pins",
    ),
    (
        "NOT_FOR_PUBLIC",
        "403 access_denied: this route is for the team, not for public access: sign in, or send a token",
    ),
    (
        "LOCAL_ONLY",
        "500 misconfigured: OUTX_UPSTREAM is plain http, which is accepted only for requests to a gateway on a loopback host: use an https URL",
    ),
];

/// What the gateway knows about the credentials of a request: everything, except as `words` say (`cold`, `later`, `stale`, `revoked`).
pub(super) struct Known<'a> {
    pub(super) settings: Option<&'a Settings>,
    pub(super) words: &'a str,
}

#[derive(Clone)]
pub(super) struct Opened(Rc<Session>, Rc<Revocable>);

impl OpenedSession for Opened {
    fn session(&self) -> &Session {
        &self.0
    }

    fn revocable(&self) -> &Rc<Revocable> {
        &self.1
    }
}

impl Known<'_> {
    fn has(&self, word: &str) -> bool {
        self.words.split(' ').any(|one| one == word)
    }
}

impl Memory for Known<'_> {
    type Session = Opened;

    fn session(&self, sealed: &str) -> Option<Result<Opened, OpenError>> {
        let settings = self.settings.filter(|_| !self.has("cold"))?;
        let opened = open_session(sealed, &sealer(), settings, NOW_MS);
        Some(opened.map(|session| Opened(Rc::new(session.clone()), Rc::new(Revocable::session(&session)))))
    }

    fn token(&self, token: &str, _: f64) -> Option<Result<Rc<VerifiedToken>, &'static str>> {
        let secret = self.settings.filter(|_| !self.has("cold"))?.token_secret.as_ref()?;
        // `later` stands for a body that arrived two minutes after the token was verified.
        let verified_ms = if self.has("later") { NOW_MS - 2.0 * MINUTE_MS } else { NOW_MS };
        let verified = jwt::verify(token, secret, verified_ms);
        Some(verified.map(|verified| {
            Rc::new(VerifiedToken { token: verified, revocable: Rc::new(Revocable::token(token)), verified_ms })
        }))
    }

    fn revocation(&self, _: &str, _: &Revocable, _: f64) -> Revocation {
        if self.has("revoked") {
            Revocation::Revoked
        } else if self.has("stale") {
            Revocation::Unknown
        } else {
            Revocation::Valid
        }
    }
}

fn sealer() -> Sealer {
    Sealer::new(&Secret::new(SESSION_SECRET), None)
}

/// A session of `team` that was sealed `age_ms` ago and is valid for `life_ms` from then on.
fn sealed(access: SessionKind, team: &str, age_ms: f64, life_ms: f64) -> String {
    let is_session = access == SessionKind::Session;
    let began_ms = NOW_MS - age_ms;
    let session = Session {
        id: format!("id-{team}"),
        access,
        email: if is_session { "ada@outx.test".to_owned() } else { String::new() },
        team_id: if is_session { team.to_owned() } else { String::new() },
        team_name: String::new(),
        api_key: is_session.then(|| Secret::new("outx_abcdefghijklmnopqrstuvwx")),
        began_ms,
        sealed_ms: began_ms,
        expires_ms: began_ms + life_ms,
        agent: None,
    };
    sealer().seal(&session, [7; 24])
}

fn token(claims: &str, secret: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&signed);
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// An agent token of `team-a`.
fn agent(body: &str) -> String {
    let owner = Session {
        id: "id-owner".to_owned(),
        access: SessionKind::Session,
        email: "ada@outx.test".to_owned(),
        team_id: "team-a".to_owned(),
        team_name: String::new(),
        api_key: Some(Secret::new("outx_abcdefghijklmnopqrstuvwx")),
        began_ms: NOW_MS,
        sealed_ms: NOW_MS,
        expires_ms: NOW_MS + DAY_MS,
        agent: None,
    };
    let session = NewAgent::parse(body.as_bytes()).unwrap().session(&owner, "id-agent".to_owned(), NOW_MS - MINUTE_MS);
    sealer().seal(&session, [7; 24])
}

/// A credential by its name in the table.
fn credential(name: &str) -> String {
    let soon = NOW_MS / 1000.0 + 600.0;
    let claims = |rest: &str| format!(r#"{{"sub":"visitor-1","exp":{soon}{rest}}}"#);
    match name {
        "session" => sealed(SessionKind::Session, "team-a", MINUTE_MS, DAY_MS),
        "other-team" => sealed(SessionKind::Session, "team-b", MINUTE_MS, DAY_MS),
        "due" => sealed(SessionKind::Session, "team-a", 0.6 * DAY_MS, DAY_MS),
        "expired" => sealed(SessionKind::Session, "team-a", 2.0 * DAY_MS, DAY_MS),
        "just-expired" => sealed(SessionKind::Session, "team-a", DAY_MS, DAY_MS),
        "far-ahead" => sealed(SessionKind::Session, "team-a", -40.0 * DAY_MS, DAY_MS),
        "before-cut-off" => sealed(SessionKind::Session, "team-a", 10.0 * DAY_MS, 20.0 * DAY_MS),
        "agent-read" => agent(r#"{"name":"a"}"#),
        "agent-write" => agent(r#"{"name":"a","scope":"write"}"#),
        "agent-posts" => agent(r#"{"name":"a","scope":"write","ops":["posts.list"]}"#),
        "public" => sealed(SessionKind::Public, "visitor", MINUTE_MS, 10.0 * MINUTE_MS),
        "public-expired" => sealed(SessionKind::Public, "visitor", 11.0 * MINUTE_MS, 10.0 * MINUTE_MS),
        "forged" => "outxs1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        "cut" => credential("session")[..60].to_owned(),
        "prefix" => "outxs1.".to_owned(),
        "empty" => String::new(),
        "token" => token(&claims(""), TOKEN_SECRET),
        "token-read" => token(&claims(r#","scope":"read""#), TOKEN_SECRET),
        "token-write" => token(&claims(r#","scope":"write""#), TOKEN_SECRET),
        "token-ops" => token(&claims(&format!(r#","scope":"write",{OPS}"#)), TOKEN_SECRET),
        "token-ops-read" => token(&claims(&format!(",{OPS}")), TOKEN_SECRET),
        "token-operator" => token(&claims(r#","scope":"operator""#), TOKEN_SECRET),
        "token-operator-ops" => token(&claims(&format!(r#","scope":"operator",{OPS}"#)), TOKEN_SECRET),
        "token-admin" => token(&claims(r#","scope":"admin""#), TOKEN_SECRET),
        "token-expired" => token(&format!(r#"{{"sub":"v","exp":{}}}"#, NOW_MS / 1000.0 - 1.0), TOKEN_SECRET),
        "token-ending" => {
            token(&format!(r#"{{"sub":"v","exp":{},"scope":"write"}}"#, NOW_MS / 1000.0 - 60.0), TOKEN_SECRET)
        }
        "token-day" => token(&format!(r#"{{"sub":"v","exp":{}}}"#, NOW_MS / 1000.0 + 86_400.0), TOKEN_SECRET),
        "token-early" => token(&claims(&format!(r#","nbf":{}"#, NOW_MS / 1000.0 + 300.0)), TOKEN_SECRET),
        "token-foreign" => token(&claims(""), "another-secret-of-tests-9876543210-x"),
        "token-no-sub" => token(&format!(r#"{{"sub":"","exp":{soon}}}"#), TOKEN_SECRET),
        "api-key" => "outx_abcdefghijklmnopqrstuvwx".to_owned(),
        other => panic!("no credential {other}"),
    }
}

/// The session id that a page sends while it shows the session of a credential.
pub(super) fn page_session(name: &str) -> String {
    let session = |name| open_session(&credential(name), &sealer(), &settings(&[]).0.unwrap(), NOW_MS).unwrap();
    match name {
        "nonsense" => "nonsense".to_owned(),
        "upper-case" => public_session_id(&session("session")).to_uppercase(),
        "internal" => session("session").id,
        name => public_session_id(&session(name)),
    }
}

/// The settings of a test: those of every test, with `changes`. An empty value removes a setting.
pub(super) fn settings(changes: &[(&str, &str)]) -> (Option<Settings>, Vec<Problem>) {
    let mut values = HashMap::from([
        ("OUTX_UPSTREAM", "https://api.outx.ai"),
        ("SESSION_SECRET", SESSION_SECRET),
        ("TOKEN_SECRET", TOKEN_SECRET),
        ("OUTX_API_KEY", "outx_0123456789abcdefghijklmn"),
        ("ALLOWED_ORIGINS", "https://app.example,chrome-extension://abcdefghijklmnopabcdefghijklmnop"),
        ("SESSIONS_NOT_BEFORE", "2026-11-22"),
    ]);
    values.extend(changes.iter().copied());
    let Loaded { settings, report } =
        load(|name| values.get(name).map(|value| (*value).to_owned()).filter(|it| !it.is_empty()));
    let exposure = settings.as_ref().map(|settings| settings.exposure_problems(true));
    (settings, exposure.unwrap_or(report.problems))
}

/// Asserts rows `request | words | decision` under some settings. A decision in capitals names one of [`TEXTS`].
#[track_caller]
pub(super) fn assert_rows(changes: &[(&str, &str)], rows: &str) {
    let (settings, problems) = settings(changes);
    let gateway = Gateway { settings: settings.as_ref(), problems: &problems };
    let rows = rows.lines().map(str::trim).filter(|row| !row.is_empty() && !row.starts_with('#'));
    for row in rows {
        let [request, words, expected] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("not a row: {row}");
        };
        let expected = TEXTS.iter().find(|(name, _)| *name == expected).map_or(expected, |(_, text)| *text);
        let known = Known { settings: settings.as_ref(), words };
        assert_eq!(decision(request, &gateway, &known), expected, "{row} under {changes:?}");
    }
}

pub(super) fn decision(request: &str, gateway: &Gateway<'_>, known: &Known<'_>) -> String {
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    let mut fields: HashMap<&str, &str> = words.map(|word| word.split_once('=').unwrap_or((word, ""))).collect();
    let mut take = |name: &str| fields.remove(name);
    let own = take("at").unwrap_or("https://gateway.example");
    let (origin, site) = (take("origin").unwrap_or_default(), take("site").unwrap_or_default());
    let (bearer, raw) = (take("bearer").map(credential), take("raw").map(|raw| raw.replace('_', " ")));
    let authorization = bearer.map(|value| format!("Bearer {value}")).or(raw).unwrap_or_default();
    let one = |name| format!("a=1; __Host-outx_session={}; b=2", credential(name));
    let two = |name| format!("{}; __Host-outx_session=planted", one(name));
    let cookie = take("cookie").map(one).or(take("twice").map(two)).unwrap_or_default();
    let is_body_read = take("read").is_some();
    let session_id = take("page").map(page_session).unwrap_or_default();
    assert_eq!(fields, HashMap::new(), "unknown words in {request}");
    let url = format!("{own}{target}");
    let allowed = gateway.settings.map_or(&[][..], |settings| &settings.origins);
    let check = classify_origin(origin, site, split_url(&url).unwrap().0, allowed);
    let parts = RequestParts::new(method, &url, origin, check);
    let parts =
        RequestParts { authorization: &authorization, cookie: &cookie, session_id: &session_id, is_body_read, ..parts };
    show(&authorize(&parts, gateway, known, NOW_MS))
}

fn show(decision: &Decision<Opened>) -> String {
    match decision {
        Decision::Forward(grant) => {
            let path = if grant.is_fast_read(NOW_MS) { " on the fast path" } else { "" };
            format!("forward {} for {}{path}", grant.operation.name, show_caller(&grant.caller))
        }
        Decision::Respond(Response::Preflight) => "preflight".to_owned(),
        Decision::Respond(Response::Error(error)) => {
            assert_eq!(error.retry_after_ms, None);
            format!("{} {}: {}", error.status, error.code.as_str(), error.text)
        }
        Decision::Respond(Response::OtherSession) => "other session".to_owned(),
        Decision::NeedsIo(Reason::OpenSession(sealed)) => format!("open {}", &sealed[..7]),
        Decision::NeedsIo(Reason::VerifyToken(token)) => format!("verify {}", &token[..2]),
        Decision::NeedsIo(Reason::AskRevocations(query)) => {
            let id = query.revocable.id.split('-').next().unwrap();
            let need = if query.is_required { "must" } else { "may" };
            format!("{need} ask {} about {id}", query.team)
        }
        Decision::NeedsIo(Reason::ReadBody(grant)) => {
            let path = if grant.is_fast_write(NOW_MS) { " on the fast path" } else { "" };
            format!("read body of {} for {}{path}", grant.operation.name, show_caller(&grant.caller))
        }
        Decision::NeedsIo(Reason::SignIn(step, operation)) => format!("sign in: {} {}", step.name(), operation.name),
        Decision::NeedsIo(Reason::ServeOwnRoute(own)) => show_own(own),
    }
}

fn show_own(own: &OwnRequest<Opened>) -> String {
    match own {
        OwnRequest::Health => "health".to_owned(),
        OwnRequest::OpenApi => "openapi".to_owned(),
        OwnRequest::OpenSession => "open public session".to_owned(),
        OwnRequest::ShowSession(caller) => format!("show session of {}", show_caller(caller)),
        OwnRequest::SignOut(scope, None) => format!("sign out {scope:?}: nothing to revoke"),
        OwnRequest::SignOut(scope, Some(caller)) => format!("sign out {scope:?} of {}", show_caller(caller)),
        OwnRequest::Usage(caller) => format!("usage for {}", show_caller(caller)),
        OwnRequest::Mcp(caller) => format!("mcp for {}", show_caller(caller)),
        OwnRequest::ListAgents(caller) => format!("list agents for {}", show_caller(caller)),
        OwnRequest::CreateAgent(caller) => format!("create agent for {}", show_caller(caller)),
        OwnRequest::RevokeAgent(caller) => format!("revoke agent for {}", show_caller(caller)),
        OwnRequest::Audit(caller) => format!("audit for {}", show_caller(caller)),
        OwnRequest::Requests(caller) => format!("requests for {}", show_caller(caller)),
        OwnRequest::Teams(caller) => format!("teams for {}", show_caller(caller)),
        OwnRequest::Status(caller) => format!("status for {}", show_caller(caller)),
        OwnRequest::TestAlert(caller) => format!("test alert for {}", show_caller(caller)),
    }
}

fn show_caller(caller: &Caller<Opened>) -> String {
    match caller {
        Caller::Anonymous => "anyone".to_owned(),
        Caller::Token(verified) => format!("token of {}", verified.token.subject),
        Caller::Session(_, transport) => {
            let transport = if *transport == SessionTransport::Cookie { "cookie" } else { "bearer" };
            format!("{} by {transport}", caller.team())
        }
    }
}
