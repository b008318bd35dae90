#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{calls, facts};

// Every two bytes are a number. The numbers select the operation, the set-up of the call and the outcome of each attempt.
fuzz_target!(|data: &[u8]| {
    let numbers: Vec<_> = data.chunks(2).map(|pair| pair.iter().fold(0, |sum, &byte| sum * 256 + u32::from(byte))).collect();
    let Some((number, rest)) = numbers.split_first() else { return };
    let (setup, script) = calls::from_numbers(facts::operation(*number as usize), outx_fuzz::args(*number as usize), rest);
    calls::call(&setup, &script);
});
