#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, lines};

fuzz_target!(|data: &[u8]| {
    let Some([header, authorization]) = lines(data) else { return };
    facts::cookie(header);
    facts::authorization(authorization, header);
});
