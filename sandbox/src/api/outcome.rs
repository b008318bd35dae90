//! What happens on the connection of a request.

use http::Response;

/// The result of one request, planned faults included. The owner of the connection carries it out.
pub(crate) enum Outcome {
    /// The response is sent after `delay_ms`.
    Respond { response: Response<Vec<u8>>, delay_ms: u32 },
    /// The same, but the connection ends after the body, whose `content-length` promises more.
    RespondTruncated { response: Response<Vec<u8>>, delay_ms: u32 },
    /// The connection is reset after `delay_ms`, without a response.
    Reset { delay_ms: u32 },
}
