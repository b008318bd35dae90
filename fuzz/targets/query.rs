#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, numbered};

fuzz_target!(|data: &[u8]| {
    let (number, query) = numbered(data);
    let Ok(query) = std::str::from_utf8(query) else { return };
    facts::query(facts::operation(number as usize), query);
});
