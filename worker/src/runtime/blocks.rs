//! Reads upstream bodies in blocks of similar size, independent of the chunks in which they arrive.

use js_sys::{Function, Object, Uint8Array};
use outx_core::old_rules::OldRule;
use outx_core::redact::BLOCK_BYTES;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStream;

use crate::runtime::js::{delay, get, now_ms, object};

/// Minimum number of bytes that the runtime collects per read. One promise per chunk would be costly for tiny chunks, and collecting a
/// complete block would delay the isolate's other requests.
const MIN_READ_BYTES: usize = 4_096;

/// Maximum time for which a body is read before the loop yields to other requests, in milliseconds. The runtime does not yield by itself
/// between reads of bytes that have already arrived.
const MAX_TURN_MS: f64 = 10.0;

/// Maximum part of the time limit that one read uses up, in milliseconds. A longer read is ended by the runtime's own time limit, and a longer
/// time may be a jump of the clock.
const MAX_STEP_MS: f64 = 1_000.0;

fn min_read_bytes() -> usize {
    if OldRule::ReadsOfAnySize.applies() { 1 } else { MIN_READ_BYTES }
}

/// Reads one body in blocks of [`MIN_READ_BYTES`] to [`BLOCK_BYTES`].
pub struct BlockReader {
    reader: JsValue,
    time_left_ms: f64,
    checked_ms: f64,
    turn_began_ms: f64,
    ended: bool,
}

/// Why a body could not be read to its end.
#[derive(Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The connection ended before the body did.
    Truncated,
    /// The deadline passed. The runtime's own limit does not end a loop over bytes that have already arrived.
    TimedOut,
    /// It is longer than the limit.
    TooLarge,
}

impl BlockReader {
    /// Locks `body` to this reader.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] for a body that was read before.
    pub fn new(body: &ReadableStream, timeout_ms: u32) -> Result<Self, ReadError> {
        let get_reader: Function = get(body, "getReader").unchecked_into();
        let reader = get_reader.call1(body, &object([("mode", "byob")])).map_err(|_| ReadError::Truncated)?;
        let now = now_ms();
        Ok(Self { reader, time_left_ms: timeout_ms.into(), checked_ms: now, turn_began_ms: now, ended: false })
    }

    /// The next block; shorter than [`MIN_READ_BYTES`] only at the end, and empty after it.
    ///
    /// # Errors
    /// [`ReadError::Truncated`] and [`ReadError::TimedOut`].
    pub async fn next(&mut self) -> Result<Vec<u8>, ReadError> {
        if self.ended {
            return Ok(Vec::new());
        }
        let now = now_ms();
        self.time_left_ms -= (now - self.checked_ms).clamp(0.0, MAX_STEP_MS);
        self.checked_ms = now;
        if self.time_left_ms <= 0.0 {
            return Err(ReadError::TimedOut);
        }
        if now - self.turn_began_ms > MAX_TURN_MS && !OldRule::ReadsOfAnySize.applies() {
            let _ = JsFuture::from(delay(0)).await;
            self.turn_began_ms = now_ms();
        }
        let read: Function = get(&self.reader, "readAtLeast").unchecked_into();
        let block = Uint8Array::new_with_length(BLOCK_BYTES as u32);
        let promise =
            read.call2(&self.reader, &(min_read_bytes() as u32).into(), &block).map_err(|_| ReadError::Truncated)?;
        let result = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
        let result: Object = result.map_err(|_| ReadError::Truncated)?.unchecked_into();
        let bytes = get(&result, "value").dyn_into::<Uint8Array>().map(|value| value.to_vec()).unwrap_or_default();
        self.ended = bytes.len() < min_read_bytes();
        Ok(bytes)
    }

    /// Whether the last block was returned.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Cancels the body. Not awaited, because an upstream that does not stop must not delay the response.
    pub fn cancel(&self) {
        let cancel: Function = get(&self.reader, "cancel").unchecked_into();
        if let Ok(promise) = cancel.call0(&self.reader) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
            });
        }
    }

    /// The JavaScript reader, and the rest of its time limit in milliseconds.
    pub fn into_parts(self) -> (JsValue, f64) {
        (self.reader, self.time_left_ms)
    }
}

/// Reads a complete body of at most `limit` bytes, without redaction.
///
/// # Errors
/// [`ReadError`]
pub async fn read_all(body: &ReadableStream, limit: usize, timeout_ms: u32) -> Result<Vec<u8>, ReadError> {
    let mut reader = BlockReader::new(body, timeout_ms)?;
    let mut bytes = Vec::new();
    while !reader.has_ended() {
        bytes.extend(reader.next().await?);
        if bytes.len() > limit {
            reader.cancel();
            return Err(ReadError::TooLarge);
        }
    }
    Ok(bytes)
}
