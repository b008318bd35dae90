//! Numbers to and from text, without the standard library's formatting, which would enlarge the download.

/// A whole number in decimal digits. A fraction is cut off. Above 2^53 the last digits are not exact, as in JavaScript.
pub fn whole(number: f64) -> String {
    let mut text = if number <= -1.0 { "-" } else { "" }.to_owned();
    decimal(number.abs() as u64, &mut text);
    text
}

fn decimal(number: u64, into: &mut String) {
    if number >= 10 {
        decimal(number / 10, into);
    }
    into.push_str(digit((number % 10) as usize));
}

/// The digit of a value below 16, as text: pushing a `char` pulls in UTF-8 encoding code.
pub(crate) fn digit(value: usize) -> &'static str {
    "0123456789ABCDEF".get(value..value + 1).unwrap_or_default()
}

/// The number that at most nine decimal digits spell; `None` when any other character is among them.
pub fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// The number that decimal digits spell, without a sign. `None` when any other character is among them, or when it does not fit.
pub fn parse_whole(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
