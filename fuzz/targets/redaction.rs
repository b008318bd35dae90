#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, lines};

fuzz_target!(|data: &[u8]| {
    let Some([secret, other, sizes, text]) = lines(data) else { return };
    facts::redaction(text, secret, other, sizes.as_bytes());
});
