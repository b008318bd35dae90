//! Parses `EXTRA_ROUTES`: operations that are not in the operation table, such as `GET /api-new read`.

use super::reader::Reader;
use crate::api::operation::{Kind, Method, Operation};
use crate::api::route;
use crate::call::check_request_path;
use crate::gateway::OWN_ROUTES_PREFIX;

const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Put, Method::Delete];
const KINDS: [Kind; 4] = [Kind::Read, Kind::Write, Kind::Task, Kind::WriteTask];

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    pub(super) fn extra_routes(&mut self) -> Vec<&'static Operation> {
        let mut routes: Vec<&'static Operation> = Vec::new();
        for (at, entry) in (1..).zip(self.list("EXTRA_ROUTES")) {
            match parse(&entry) {
                Ok(extra) if routes.iter().any(|other| other.name == extra.name) => {
                    self.problem("EXTRA_ROUTES", format!("entry {at} repeats the method and path of an earlier entry"));
                }
                Ok(extra) => routes.push(extra),
                Err(reason) => self.problem("EXTRA_ROUTES", format!("entry {at} {reason}")),
            }
        }
        routes
    }
}

/// Parses an entry of `EXTRA_ROUTES`: a method, a path and a kind. Tokens (`ops`), the log and usage name the operation by its method and
/// path.
///
/// The operation is leaked, because every operation is `'static`: parse the setting once per isolate.
///
/// # Errors
/// What is wrong, as the end of a sentence that begins with the entry's number. The entry is not repeated: a secret may have been put into
/// the wrong setting.
fn parse(entry: &str) -> Result<&'static Operation, String> {
    let [method, path, kind] = entry.split_ascii_whitespace().collect::<Vec<_>>()[..] else {
        return Err("is not a method, a path and a kind, such as GET /api-new read".to_owned());
    };
    let Some(method) = METHODS.into_iter().find(|known| known.as_str() == method) else {
        return Err("has a method other than GET, POST, PUT and DELETE".to_owned());
    };
    let Some(kind) = KINDS.into_iter().find(|known| known.as_str() == kind) else {
        return Err("has a kind other than read, write, task and write-task".to_owned());
    };
    check_path(path)?;
    // Browsers send a GET with the cookie from any page of the same site, and the gateway records no GET before it is sent.
    if method == Method::Get && kind.is_write() {
        return Err(format!("is a GET of kind {}; a GET can only have the kind read", kind.as_str()));
    }
    if let Some(known) = route(method.as_str(), path) {
        return Err(format!("is the operation {}, which is open already; remove the entry", known.name));
    }
    let name = Box::leak(format!("{} {path}", method.as_str()).into_boxed_str());
    let path = Box::leak(path.to_owned().into_boxed_str());
    Ok(Box::leak(Box::new(Operation::new(name, kind, method, path, &[]))))
}

/// Checks that a path has only one spelling, so that the path that was matched is the one that the API receives.
fn check_path(path: &str) -> Result<(), String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let is_segment = |part: &str| !matches!(part, "" | "." | "..") && part.bytes().all(is_plain);
    let is_good = path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment));
    if check_request_path(path).is_err() || !is_good {
        return Err("has a path that is not like /api-new: segments of letters, digits, -, _, . and ~".to_owned());
    }
    let own = OWN_ROUTES_PREFIX.trim_end_matches('/');
    if path == own || path.starts_with(OWN_ROUTES_PREFIX) {
        return Err(format!("has a path below {OWN_ROUTES_PREFIX}, which is the gateway's own"));
    }
    Ok(())
}
