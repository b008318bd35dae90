//! Shared code of the targets: the properties, which the property tests check too, and functions that turn libFuzzer's bytes into arguments.
//! Inputs of parsers are readable text, one argument per line, so that a seed can be written by hand.

#[path = "../core/tests/properties/facts.rs"]
pub mod facts;

#[path = "../core/tests/properties/calls.rs"]
pub mod calls;
#[path = "../core/tests/helpers/call.rs"]
mod driver;
#[path = "../core/tests/helpers/json.rs"]
mod json;

/// Valid arguments of the operation that [`facts::operation`] returns for `n`; `null` when no fixture calls it.
pub fn args(n: usize) -> serde_json::Value {
    const FIXTURES: &str = include_str!("../core/tests/fixtures/requests.json");
    let fixtures: Vec<serde_json::Value> = serde_json::from_str(FIXTURES).unwrap_or_default();
    let name = facts::operation(n).name;
    fixtures.iter().find(|fixture| fixture["call"] == name).map(|fixture| fixture["args"].clone()).unwrap_or_default()
}

/// The input as `N` lines. The last one has the rest of the input, and missing ones are empty. `None` when the input is not UTF-8.
pub fn lines<const N: usize>(data: &[u8]) -> Option<[&str; N]> {
    let mut parts = std::str::from_utf8(data).ok()?.splitn(N, '\n');
    Some(std::array::from_fn(|_| parts.next().unwrap_or_default()))
}

/// The first line as a number, 0 when it is not a number, and the bytes after it.
pub fn numbered(data: &[u8]) -> (u32, &[u8]) {
    let end = data.iter().position(|&byte| byte == b'\n').unwrap_or(data.len());
    let number = std::str::from_utf8(&data[..end]).ok().and_then(|text| text.parse().ok());
    (number.unwrap_or_default(), data.get(end + 1..).unwrap_or_default())
}
