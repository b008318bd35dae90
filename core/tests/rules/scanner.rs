use std::borrow::Cow;

use outx_core::redact::redact;
use outx_core::scanner::{CUT, Scanner, finders, shows};
use proptest::prelude::*;

#[path = "../helpers/stream.rs"]
mod stream;

use stream::stream;

const KEY: &str = "outx_0123456789abcdefghijklmn";

#[test]
fn a_secret_cut_anywhere() {
    let text = format!("{{\"echo\":\"{KEY}\"}}");
    for cut in 0..=text.len() {
        let (head, tail) = text.as_bytes().split_at(cut);
        assert_eq!(stream([head, tail], &[KEY]), b"{\"echo\":\"[redacted]\"}", "cut at {cut}");
    }
    assert_eq!(stream(text.as_bytes().chunks(1), &[KEY]), b"{\"echo\":\"[redacted]\"}");
}

#[test]
fn a_secret_that_the_end_cuts_off_is_replaced_from_eight_bytes_on() {
    for len in 0..KEY.len() {
        let text = format!("{{\"echo\":\"{}", &KEY[..len]);
        let expected = if len < CUT { text.clone() } else { "{\"echo\":\"[redacted]".to_owned() };
        let expected = expected.as_bytes();
        assert_eq!(stream([text.as_bytes()], &[KEY]), expected, "{len} bytes");
        assert_eq!(stream(text.as_bytes().chunks(1), &[KEY]), expected, "{len} bytes, byte by byte");
        assert_eq!(shows(&finders(&[KEY]), text.as_bytes()), len >= CUT, "{len} bytes");
        // The same letters with anything behind them are a text that says them.
        let closed = format!("{text}\"}}");
        assert_eq!(stream([closed.as_bytes()], &[KEY]), closed.as_bytes(), "{len} bytes and an end");
        assert!(!shows(&finders(&[KEY]), closed.as_bytes()), "{len} bytes and an end");
    }
    assert!(shows(&finders(&[KEY]), format!("..{KEY}..").as_bytes()));
}

#[test]
fn a_cut_secret_goes_in_the_spelling_of_a_url_and_with_a_shorter_secret_in_it() {
    assert_eq!(stream([b"?key=a%2Fb%2Fc%2".as_slice()], &["a/b/c/d/e"]), b"?key=[redacted]");
    assert_eq!(stream([b"..01234567".as_slice()], &["0123456789", "345"]), b"..[redacted]");
    assert_eq!(stream([b"..01234567".as_slice()], &["0123456789", "012"]), b"..[redacted]");
    assert_eq!(stream([b"ab01234567".as_slice()], &["0123456789", "ab012"]), b"[redacted]34567");
}

#[test]
fn a_beginning_that_comes_to_nothing_is_given_back() {
    assert_eq!(stream([b"outx_01".as_slice(), b"2x"], &[KEY]), b"outx_012x");
    assert_eq!(stream([b"outx_01".as_slice()], &[KEY]), b"outx_01");
    assert_eq!(stream([b"outx_outx_012".as_slice(), b"3456789abcdefghijklmn!"], &[KEY]), b"outx_[redacted]!");
}

#[test]
fn of_two_secrets_that_begin_alike_the_longer_goes_wherever_it_is_cut() {
    let text = "abc abcd abc";
    for cut in 0..=text.len() {
        let (head, tail) = text.as_bytes().split_at(cut);
        assert_eq!(stream([head, tail], &["abc", "abcd"]), b"[redacted] [redacted] [redacted]", "cut at {cut}");
    }
}

#[test]
fn chunks_without_a_secret_pass_uncopied() {
    let finders = finders(&[KEY]);
    let mut scanner = Scanner::new(&finders);
    assert!(matches!(scanner.push(&[b'x'; 65_536]), Cow::Borrowed(whole) if whole.len() == 65_536));
    assert!(matches!(scanner.push(b"..outx"), Cow::Borrowed(b"..")), "only the beginning of a key is held");
    assert!(matches!(scanner.push(b""), Cow::Owned(ref none) if none.is_empty()));
}

#[test]
fn bytes_that_are_no_text_pass() {
    assert_eq!(stream([[0xff, 0xfe, 0x00].as_slice()], &[KEY]), [0xff, 0xfe, 0x00]);
}

#[test]
fn no_secret_holds_nothing_back() {
    assert_eq!(stream([b"abc".as_slice(), b"def"], &[]), b"abcdef");
    assert_eq!(stream([b"abc".as_slice()], &[""]), b"abc");
}

proptest! {
    /// However a text is cut, a stream leaves no secret and never holds more than one could be.
    #[test]
    fn any_cuts(text in "[ab_]{0,60}", secret in "[ab_]{1,7}", sizes in prop::collection::vec(0_usize..9, 0..30)) {
        let finders = finders(&[&secret]);
        let mut scanner = Scanner::new(&finders);
        let (mut clean, mut rest, mut given) = (Vec::new(), text.as_bytes(), 0);
        for size in sizes {
            let (chunk, tail) = rest.split_at(size.min(rest.len()));
            clean.extend_from_slice(&scanner.push(chunk));
            (rest, given) = (tail, given + chunk.len());
            let shown = String::from_utf8_lossy(&clean).replace("[redacted]", &secret).len();
            prop_assert!(given - shown < secret.len(), "held {} of {secret}", given - shown);
        }
        clean.extend_from_slice(&scanner.push(rest));
        clean.extend(scanner.finish());
        prop_assert_eq!(String::from_utf8(clean).unwrap(), redact(&text, &[&secret]));
    }

    /// However an answer that breaks off is cut into chunks: no eight bytes of a secret stand at its end, and whatever stands
    /// before stays as it was.
    #[test]
    fn any_cuts_of_an_end_within_a_secret(
        before in "[ab_.]{0,40}",
        secret in "[ab_]{9,24}",
        len in 0_usize..24,
        sizes in prop::collection::vec(0_usize..9, 0..30),
    ) {
        let secret = secret.as_str();
        let text = format!("{before}{}", &secret[..len.min(secret.len() - 1)]);
        let (mut chunks, mut rest) = (Vec::new(), text.as_bytes());
        for size in sizes {
            let (chunk, tail) = rest.split_at(size.min(rest.len()));
            chunks.push(chunk);
            rest = tail;
        }
        chunks.push(rest);
        let clean = String::from_utf8(stream(chunks, &[secret])).unwrap();
        for cut in CUT..secret.len() {
            prop_assert!(!clean.ends_with(&secret[..cut]), "{clean:?} ends with {cut} bytes of {secret:?}");
        }
        let whole = redact(&text, &[secret]);
        let open = (CUT..secret.len()).rev().find(|&cut| whole.ends_with(&secret[..cut]));
        let expected = open.map(|cut| format!("{}[redacted]", &whole[..whole.len() - cut]));
        prop_assert_eq!(&clean, expected.as_deref().unwrap_or(&whole));
        prop_assert_eq!(shows(&finders(&[secret]), text.as_bytes()), clean != text);
    }
}
