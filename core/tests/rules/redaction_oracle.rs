//! An attack that recovers the key from the sizes of the gateway's chunks, against the old rule and the current one.

use outx_core::redact::{Redactor, StreamRedactor};

const KEY: &str = "outx_g97e4kq0z8w1";
const ALPHABET: &str = "0123456789abcdefghijklmnopqrstuvwxyz_";
/// Size of an upstream chunk, in bytes. The attacker knows the position of the guess in it.
const UPSTREAM_CHUNK: usize = 4_096;

/// The chunk sizes that the gateway sends for a body in which the attacker placed `guess` before a chunk boundary.
fn observe(guess: &str, mut push: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<usize> {
    let mut body = vec![b'.'; UPSTREAM_CHUNK * 40];
    let at = UPSTREAM_CHUNK * 20 - guess.len();
    body[at..at + guess.len()].copy_from_slice(guess.as_bytes());
    body.chunks(UPSTREAM_CHUNK).map(|chunk| push(chunk).len()).collect()
}

/// Recovers the key character by character: for the right guess the most bytes are held back, so its chunks are the smallest.
fn recover(mut sizes_for: impl FnMut(&str) -> Vec<usize>) -> String {
    let mut known = String::new();
    while known.len() < KEY.len() - 1 {
        let mut seen: Vec<_> =
            ALPHABET.chars().map(|letter| (sizes_for(&format!("{known}{letter}")), letter)).collect();
        seen.sort();
        if seen[0].0 == seen[1].0 {
            break;
        }
        known.push(seen[0].1);
    }
    known
}

#[cfg(feature = "old-rules")]
#[test]
fn chunk_boundaries_reveal_the_key_under_the_old_rule() {
    outx_core::old_rules::OldRule::restore("partial-hold-back");
    let redactor = Redactor::new(&[KEY]);
    let recovered = recover(|guess| {
        let mut stream = StreamRedactor::new(&redactor, 1);
        observe(guess, |chunk| stream.push(chunk))
    });
    outx_core::old_rules::OldRule::restore("");
    assert_eq!(recovered, KEY[..KEY.len() - 1]);
}

#[test]
fn chunk_boundaries_do_not_depend_on_the_key() {
    let redactor = Redactor::new(&[KEY]);
    for block_bytes in [1, 100, UPSTREAM_CHUNK, 65_536] {
        let recovered = recover(|guess| {
            let mut stream = StreamRedactor::new(&redactor, block_bytes);
            observe(guess, |chunk| stream.push(chunk))
        });
        assert_eq!(recovered, "", "blocks of {block_bytes}");
    }
}

#[test]
fn the_end_of_a_stream_does_not_depend_on_the_key() {
    let redactor = Redactor::new(&[KEY]);
    let finished = |guess: &str| {
        let mut stream = StreamRedactor::new(&redactor, 100);
        let pushed = stream.push(format!("[\"{guess}").as_bytes());
        (pushed, stream.finish())
    };
    for len in 1..KEY.len() {
        let (_, right) = finished(&KEY[..len]);
        assert_eq!(right, format!("[\"{}", &KEY[..len]).into_bytes(), "the beginning of a key is not replaced");
    }
}
