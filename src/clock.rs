//! The time and random numbers of the target.

use outx_core::call::Clock;

/// The clocks and random numbers that calls are driven with.
pub(crate) struct SystemClock;

#[cfg(target_family = "wasm")]
mod target {
    use js_sys::{Date, Math};
    use wasm_bindgen::JsCast;
    use web_sys::Crypto;

    use crate::js_value::{get, steady_ms};

    impl super::Clock for super::SystemClock {
        fn steady_ms(&self) -> f64 {
            steady_ms()
        }

        fn unix_ms(&self) -> f64 {
            Date::now()
        }

        fn jitter(&self) -> f64 {
            Math::random()
        }
    }

    /// 16 random bytes; `None` where the platform has no source of them.
    pub(super) fn random_bytes() -> Option<[u8; 16]> {
        let crypto = get(&js_sys::global(), "crypto");
        let mut bytes = [0; 16];
        // Not `randomUUID`, which exists in secure contexts only.
        crypto
            .is_object()
            .then(|| crypto.unchecked_into::<Crypto>().get_random_values_with_u8_array(&mut bytes).ok())??;
        Some(bytes)
    }
}

#[cfg(not(target_family = "wasm"))]
mod target {
    use std::sync::LazyLock;
    #[cfg(not(feature = "native"))]
    use std::time::Instant;
    use std::time::{SystemTime, UNIX_EPOCH};

    // The clock of the timers, which a test may pause.
    #[cfg(feature = "native")]
    use tokio::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    impl super::Clock for super::SystemClock {
        fn steady_ms(&self) -> f64 {
            START.elapsed().as_secs_f64() * 1_000.0
        }

        fn unix_ms(&self) -> f64 {
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1_000.0)
        }

        fn jitter(&self) -> f64 {
            // Where the platform has no randomness, the mean of the range.
            getrandom::u32().map_or(0.5, |random| f64::from(random) / (f64::from(u32::MAX) + 1.0))
        }
    }

    /// 16 random bytes; `None` where the platform has no source of them.
    pub(super) fn random_bytes() -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// A random id of 32 hexadecimal digits, for an idempotency key.
pub(crate) fn random_id() -> Option<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bytes = target::random_bytes()?;
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    Some(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect())
}
