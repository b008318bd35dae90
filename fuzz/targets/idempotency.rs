#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, numbered};

fuzz_target!(|data: &[u8]| {
    let (number, body) = numbered(data);
    let status = (number > 0).then_some((number % 1_000) as u16);
    facts::idempotency(status, &String::from_utf8_lossy(body), body.len() % 2 == 0, f64::from(number));
});
