//! The encoding in which `worker/fast-path.js` passes a request to the wasm: one string, because each string that is passed adds to the cost
//! of the call.

/// Bit of a fast-path handle: the page that calls is of another origin and needs CORS headers.
pub const NEEDS_CORS: u32 = 1;
/// Bit of a fast-path handle: the Rate Limiting binding has to be asked about the caller.
pub const CHECK_RATE_LIMIT: u32 = 2;
/// All bits that are flags.
pub const FLAGS: u32 = NEEDS_CORS | CHECK_RATE_LIMIT;

/// The parts of a request, without its method. Headers are empty when absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodedRequest<'a> {
    /// The id that the response carries as `x-request-id`.
    pub request_id: &'a str,
    /// The absolute URL.
    pub url: &'a str,
    /// The header `Origin`.
    pub origin: &'a str,
    /// The header `Sec-Fetch-Site`.
    pub fetch_site: &'a str,
    /// The header `traceparent`.
    pub traceparent: &'a str,
    /// The header `x-outx-session-id`.
    pub session_id: &'a str,
    /// The header `x-outx-client`.
    pub client: &'a str,
    /// The header `Authorization`.
    pub authorization: &'a str,
    /// The header `Cookie`.
    pub cookie: &'a str,
}

/// Decodes the result of `encodeRequest`: one line per part, since no header and no URL can contain a line break. `None` when a part is
/// missing.
pub fn decode_request(encoded: &str) -> Option<EncodedRequest<'_>> {
    let mut lines = encoded.splitn(9, '\n');
    Some(EncodedRequest {
        request_id: lines.next()?,
        url: lines.next()?,
        origin: lines.next()?,
        fetch_site: lines.next()?,
        traceparent: lines.next()?,
        session_id: lines.next()?,
        client: lines.next()?,
        authorization: lines.next()?,
        cookie: lines.next()?,
    })
}
