#![no_main]

use libfuzzer_sys::fuzz_target;
use outx_fuzz::facts;

fuzz_target!(|data: &[u8]| {
    facts::sign_in(data, "example.org");
});
