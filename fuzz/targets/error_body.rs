#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, numbered};

fuzz_target!(|data: &[u8]| {
    let (number, body) = numbered(data);
    let status = (number % 1_000) as u16;
    facts::error_body(status, body, facts::operation(number as usize), number % 2 == 1);
});
