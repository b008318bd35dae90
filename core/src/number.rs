//! Numbers to and from text, without the formatting machinery that a download would carry.

/// A whole number in decimal digits. A fraction is cut off; beyond 2^53 digits are lost, as JavaScript loses them.
pub fn whole(number: f64) -> String {
    let mut rest = number.abs() as u64;
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number <= -1.0 {
        digits.push(b'-');
    }
    digits.iter().rev().map(|&digit| char::from(digit)).collect()
}

/// A short run of decimal digits as a number; `None` when anything else is among them.
pub fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}
