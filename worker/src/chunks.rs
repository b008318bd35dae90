//! Streams read chunk by chunk.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// What reading up to a limit gave.
pub enum Read {
    /// All of it.
    Whole(Vec<u8>),
    /// The beginning, longer than the limit; the stream is free to be read on, or to be cancelled.
    Part(Vec<u8>),
    /// It broke off.
    Broken,
}

/// Reads a stream until its end or until more than `limit` bytes came.
pub async fn read_up_to(stream: &ReadableStream, limit: usize) -> Read {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Ok(chunk) = JsFuture::from(reader.read()).await {
        match Reflect::get(&chunk, &JsValue::from_str("value")).map(JsCast::dyn_into::<Uint8Array>) {
            Ok(Ok(value)) => {
                let at = bytes.len();
                bytes.resize(at + value.length() as usize, 0);
                value.copy_to(&mut bytes[at..]);
            }
            _ => return Read::Whole(bytes),
        }
        if bytes.len() > limit {
            reader.release_lock();
            return Read::Part(bytes);
        }
    }
    Read::Broken
}
