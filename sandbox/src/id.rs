//! Identifiers: as they look in the API, and the same in every run.

/// Numbers what is created.
#[derive(Default)]
pub(crate) struct Ids {
    last: u64,
}

impl Ids {
    /// An id that looks like a UUID of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        self.last += 1;
        let first = mix(self.last) >> 32;
        format!("{first:08x}-0000-4000-8000-{:012x}", self.last)
    }

    /// `outx_` and 24 lower-case alphanumerics.
    pub(crate) fn key(&mut self) -> String {
        self.last += 1;
        format!("outx_{}", letters(self.last, b"0123456789abcdefghijklmnopqrstuvwxyz", 24))
    }

    /// Six digits.
    pub(crate) fn otp(&mut self) -> String {
        self.last += 1;
        format!("{:06}", mix(self.last) % 1_000_000)
    }

    /// `urn:li:activity:` and 19 digits.
    pub(crate) fn activity(&mut self) -> String {
        self.last += 1;
        format!("urn:li:activity:{}", 7_300_000_000_000_000_000 + mix(self.last) % 99_999_999_999_999_999)
    }
}

/// LinkedIn's opaque profile id: the same for the same slug.
pub(crate) fn profile(slug: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    format!("ACoAA{}", letters(number(slug), ALPHABET, 34))
}

/// The same number for the same text (FNV-1a).
pub(crate) fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// `Hiring & growth` becomes `hiring-growth`.
pub(crate) fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn letters(seed: u64, alphabet: &[u8], count: u64) -> String {
    let size = alphabet.len() as u64;
    (0..count).map(|at| char::from(alphabet[(mix(seed.wrapping_add(mix(at))) % size) as usize])).collect()
}

/// Spreads neighbouring numbers over all 64 bits (the finaliser of SplitMix64).
fn mix(number: u64) -> u64 {
    let step = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let step = (step ^ (step >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let step = (step ^ (step >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    step ^ (step >> 31)
}
