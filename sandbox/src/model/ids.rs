//! Identifiers in the formats of the API, the same in every run with the same seed.

/// Creates identifiers, each from the next number of a sequence.
#[derive(Default)]
pub(crate) struct IdGenerator {
    seed: u64,
    last: u64,
}

impl IdGenerator {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, last: 0 }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// An id in the format of a UUID of version 4.
    pub(crate) fn next_uuid(&mut self) -> String {
        let first = mix(self.next_number()) >> 32;
        format!("{first:08x}-0000-4000-8000-{:012x}", self.last)
    }

    /// `outx_` and 24 lower-case alphanumerics.
    pub(crate) fn next_api_key(&mut self) -> String {
        format!("outx_{}", spell(self.next_number(), b"0123456789abcdefghijklmnopqrstuvwxyz", 24))
    }

    /// Six digits.
    pub(crate) fn next_otp(&mut self) -> String {
        format!("{:06}", mix(self.next_number()) % 1_000_000)
    }

    /// `urn:li:activity:` and 19 digits.
    pub(crate) fn next_activity_urn(&mut self) -> String {
        format!("urn:li:activity:{}", 7_300_000_000_000_000_000 + mix(self.next_number()) % 99_999_999_999_999_999)
    }

    /// Counts from one; a seed other than zero moves the whole sequence.
    fn next_number(&mut self) -> u64 {
        self.last += 1;
        self.last ^ mix(self.seed)
    }
}

/// LinkedIn's opaque profile id: the same for the same slug.
pub(crate) fn profile_id(slug: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    format!("ACoAA{}", spell(hash(slug), ALPHABET, 34))
}

/// A hash of a text (FNV-1a), the same in every run.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// `Hiring & growth` becomes `hiring-growth`.
pub(crate) fn slugify(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// `ada-example` becomes `Ada Example`.
pub(crate) fn title_case(slug: &str) -> String {
    let words = slug.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn spell(seed: u64, alphabet: &[u8], length: u64) -> String {
    let size = alphabet.len() as u64;
    (0..length).map(|at| char::from(alphabet[(mix(seed.wrapping_add(mix(at))) % size) as usize])).collect()
}

/// Spreads neighbouring numbers over all 64 bits (the finaliser of SplitMix64). Zero stays zero.
fn mix(number: u64) -> u64 {
    let step = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let step = (step ^ (step >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let step = (step ^ (step >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    step ^ (step >> 31)
}
