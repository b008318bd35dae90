#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, lines};

fuzz_target!(|data: &[u8]| {
    let Some([value, at, change]) = lines(data) else { return };
    facts::not_sealed(value);
    let nonce = std::array::from_fn(|index| data.get(index).copied().unwrap_or_default());
    let change = change.bytes().next().unwrap_or_default();
    facts::sealed(value, "outx_0123456789abcdefghijklmn", nonce, at.parse().unwrap_or_default(), change);
});
