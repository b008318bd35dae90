//! Upstream bodies, read in blocks of one size whatever chunks they arrive in.

use js_sys::{Function, Object, Uint8Array};
use outx_core::redact::BLOCK_BYTES;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStream;

use crate::runtime::js::{delay, get, now_ms, object};

/// How many bytes the runtime collects at least before it wakes us. A promise per chunk would be costly for tiny chunks, and collecting a whole
/// block of them would let the isolate's other requests wait.
const MIN_READ_BYTES: usize = 4_096;

/// How long a body is read at most, in milliseconds, before other requests get a turn: bytes that have arrived are read without the runtime
/// looking for others' in between.
const MAX_TURN_MS: f64 = 10.0;

/// How much of the time limit one read can use up at most, in milliseconds. A read that waits longer ends by the runtime's own time limit; the
/// clock may have jumped.
const MAX_STEP_MS: f64 = 1_000.0;

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
    /// The deadline passed. The runtime's time limit alone does not end a loop over bytes that have arrived.
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

    /// The next block, shorter than [`MIN_READ_BYTES`] only at the end; empty behind it.
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
        if now - self.turn_began_ms > MAX_TURN_MS {
            let _ = JsFuture::from(delay(0)).await;
            self.turn_began_ms = now_ms();
        }
        let read: Function = get(&self.reader, "readAtLeast").unchecked_into();
        let block = Uint8Array::new_with_length(BLOCK_BYTES as u32);
        let promise =
            read.call2(&self.reader, &(MIN_READ_BYTES as u32).into(), &block).map_err(|_| ReadError::Truncated)?;
        let result = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
        let result: Object = result.map_err(|_| ReadError::Truncated)?.unchecked_into();
        let bytes = get(&result, "value").dyn_into::<Uint8Array>().map(|value| value.to_vec()).unwrap_or_default();
        self.ended = bytes.len() < MIN_READ_BYTES;
        Ok(bytes)
    }

    /// Whether the last block was returned.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Tells upstream that no more is wanted. Not awaited: an upstream that does not stop must not hold the response back.
    pub fn cancel(&self) {
        let cancel: Function = get(&self.reader, "cancel").unchecked_into();
        if let Ok(promise) = cancel.call0(&self.reader) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
            });
        }
    }

    /// The JavaScript reader, and for how many more milliseconds it may be read.
    pub fn into_parts(self) -> (JsValue, f64) {
        (self.reader, self.time_left_ms)
    }
}

/// Reads a body that is wanted as it is: no more than `limit` bytes of it.
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
