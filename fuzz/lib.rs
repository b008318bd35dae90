//! What the targets share: the facts, which are those of the property tests, and how libFuzzer's bytes become arguments.
//! Inputs of the parsers are readable text, so that a seed can be written by hand: lines are the arguments.

#[path = "../core/tests/properties/facts.rs"]
pub mod facts;

#[path = "../core/tests/properties/calls.rs"]
pub mod calls;
#[path = "../core/tests/helpers/call.rs"]
mod driver;
#[path = "../core/tests/helpers/json.rs"]
mod json;

/// Good arguments of the operation number `n`, counted around as [`facts::operation`] does.
pub fn args(n: usize) -> serde_json::Value {
    const FIXTURES: &str = include_str!("../core/tests/fixtures/requests.json");
    let fixtures: Vec<serde_json::Value> = serde_json::from_str(FIXTURES).unwrap_or_default();
    let name = facts::operation(n).name;
    fixtures.iter().find(|fixture| fixture["call"] == name).map(|fixture| fixture["args"].clone()).unwrap_or_default()
}

/// The input as `N` lines, the last with all that is left; missing ones are empty. `None` when it is no text.
pub fn lines<const N: usize>(data: &[u8]) -> Option<[&str; N]> {
    let mut parts = std::str::from_utf8(data).ok()?.splitn(N, '\n');
    Some(std::array::from_fn(|_| parts.next().unwrap_or_default()))
}

/// The first line as a number, 0 when it is none, and the bytes behind it.
pub fn numbered(data: &[u8]) -> (u32, &[u8]) {
    let end = data.iter().position(|&byte| byte == b'\n').unwrap_or(data.len());
    let number = std::str::from_utf8(&data[..end]).ok().and_then(|text| text.parse().ok());
    (number.unwrap_or_default(), data.get(end + 1..).unwrap_or_default())
}
