//! What the targets share: the facts, which are those of the property tests, and how libFuzzer's bytes become arguments.
//! An input is readable text, so that a seed can be written by hand: lines are the arguments.

#[path = "../core/tests/properties/facts.rs"]
pub mod facts;

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
