//! The bodies of requests and responses.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::BodyExt;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

/// Reads at most `limit` bytes of a body.
///
/// # Errors
/// When the connection is lost before the end of the body.
pub(super) async fn read_at_most(mut body: Incoming, limit: usize) -> hyper::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while bytes.len() < limit
        && let Some(frame) = body.frame().await
    {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data[..data.len().min(limit - bytes.len())]);
        }
    }
    Ok(bytes)
}

/// A response body, complete or truncated.
pub(super) struct ResponseBody {
    bytes: Option<Bytes>,
    ending: Ending,
}

enum Ending {
    Regular,
    /// The connection flushes once before it breaks, so that the client receives the first bytes.
    BreakAfterFlush,
    Break,
}

impl ResponseBody {
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self { bytes: Some(bytes.into()), ending: Ending::Regular }
    }

    pub(super) fn truncated(bytes: Vec<u8>) -> Self {
        Self { bytes: Some(bytes.into()), ending: Ending::BreakAfterFlush }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.ending {
            Ending::Regular => Poll::Ready(None),
            Ending::BreakAfterFlush => {
                self.ending = Ending::Break;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Ending::Break => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.ending {
            Ending::Regular => SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            // The header `content-length` is already set.
            Ending::BreakAfterFlush | Ending::Break => SizeHint::default(),
        }
    }
}
