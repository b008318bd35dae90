use outx_core::policy::code::Code;
use outx_core::policy::usage::Usage;

#[test]
fn errors_are_counted_by_code() {
    let mut usage = Usage::default();
    for code in [Code::Timeout, Code::RateLimited, Code::Timeout] {
        usage.record_error(code);
    }
    assert_eq!(usage.errors(), [(Code::Timeout, 2), (Code::RateLimited, 1)]);
}
