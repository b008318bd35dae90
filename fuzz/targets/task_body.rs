#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, numbered};

fuzz_target!(|data: &[u8]| {
    let (number, body) = numbered(data);
    facts::task_body(body, number.max(1), f64::from(number) * 100.0);
});
