#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::{facts, lines};

fuzz_target!(|data: &[u8]| {
    let Some([method, path]) = lines(data) else { return };
    facts::path(method, path);
});
