//! The effect of a request on its connection.

use http::Response;

/// The result of one request, planned faults included. The server or the JavaScript of the npm package performs it.
pub(crate) enum Outcome {
    /// The response is sent after `delay_ms`.
    Respond { response: Response<Vec<u8>>, delay_ms: u32 },
    /// The same, but the connection ends after the body, although its `content-length` is larger.
    RespondTruncated { response: Response<Vec<u8>>, delay_ms: u32 },
    /// The connection is reset after `delay_ms`, without a response.
    Reset { delay_ms: u32 },
}
