use outx_core::redact::{BLOCK_BYTES, Redactor, StreamRedactor, redact};
use proptest::prelude::*;

#[path = "../helpers/stream.rs"]
mod stream;

use stream::{blocks, stream};

const KEY: &str = "outx_0123456789abcdefghijklmn";

#[track_caller]
fn assert_redacted(text: &str, secrets: &[&str], clean: &str) {
    let redactor = Redactor::new(secrets);
    assert_eq!(redactor.redact_text(text.as_bytes()), clean);
    assert_eq!(redactor.contains_secret(text.as_bytes()), text != clean);
    assert_eq!(String::from_utf8_lossy(&stream([text.as_bytes()], secrets)), clean, "as a stream");
}

#[test]
fn a_secret_cut_anywhere_is_replaced() {
    let text = format!("{{\"echo\":\"{KEY}\"}}");
    for cut in 0..=text.len() {
        let (head, tail) = text.as_bytes().split_at(cut);
        assert_eq!(stream([head, tail], &[KEY]), b"{\"echo\":\"[redacted]\"}", "cut at {cut}");
    }
    assert_eq!(stream(text.as_bytes().chunks(1), &[KEY]), b"{\"echo\":\"[redacted]\"}");
}

/// The text after the secret is longer than what the redactor holds back, so that it emits blocks before the stream ends.
#[test]
fn a_secret_that_begins_in_one_block_and_ends_in_the_next_is_replaced_once() {
    let after = "-".repeat(1_000);
    for len in 0..40 {
        let before = "-".repeat(len);
        let text = format!("{before}{KEY}{after}");
        let clean = format!("{before}[redacted]{after}");
        for size in [1, 7, text.len()] {
            let redacted = stream(text.as_bytes().chunks(size), &[KEY]);
            assert_eq!(String::from_utf8_lossy(&redacted), clean, "at {len} in chunks of {size}");
        }
    }
}

#[test]
fn the_beginning_of_a_secret_is_not_redacted() {
    for len in 0..KEY.len() {
        for end in ["", "\"}", "x"] {
            let text = format!("{{\"echo\":\"{}{end}", &KEY[..len]);
            assert_redacted(&text, &[KEY], &text);
        }
    }
    assert_redacted("outx_outx_0123456789abcdefghijklmn!", &[KEY], "outx_[redacted]!");
}

#[test]
fn of_two_secrets_with_one_prefix_the_longer_is_replaced_wherever_it_is_cut() {
    let text = "abc abcd abc";
    for cut in 0..=text.len() {
        let (head, tail) = text.as_bytes().split_at(cut);
        assert_eq!(stream([head, tail], &["abc", "abcd"]), b"[redacted] [redacted] [redacted]", "cut at {cut}");
    }
}

#[test]
fn the_first_of_overlapping_secrets_is_replaced() {
    assert_redacted("aaa", &["aa"], "[redacted]a");
    assert_redacted("abab", &["aba", "bab"], "[redacted]b");
    assert_redacted("xababa", &["xab", "aba"], "[redacted][redacted]");
}

/// Each line of comment names the encoder that produces the encodings below it.
#[test]
fn a_secret_is_found_in_the_escapes_of_common_encoders() {
    let secret = r#"a/b<c>&'d+e"f\g=h`"#;
    for written in [
        // JSON.stringify
        r#"a/b<c>&'d+e\"f\\g=h`"#,
        // PHP json_encode
        r#"a\/b<c>&'d+e\"f\\g=h`"#,
        // Go encoding/json, Rails
        r#"a/b\u003cc\u003e\u0026'd+e\"f\\g=h`"#,
        // Gson
        r#"a/b\u003cc\u003e\u0026\u0027d+e\"f\\g\u003dh`"#,
        // .NET System.Text.Json
        r#"a/b\u003Cc\u003E\u0026\u0027d\u002Be\u0022f\\g=h\u0060"#,
        // every character
        &secret.bytes().map(|byte| format!("\\u{byte:04x}")).collect::<String>(),
        // encodeURIComponent, and lower-case hexadecimal
        "a%2Fb%3Cc%3E%26'd%2Be%22f%5Cg%3Dh%60",
        "a%2fb%3cc%3e%26%27d%2be%22f%5cg%3dh%60",
        &secret.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>(),
        // HTML escapers
        "a/b&lt;c&gt;&amp;'d+e&quot;f\\g=h`",
        "a&#x2F;b&lt;c&gt;&amp;&#39;d+e&#34;f\\g=h&#x60;",
        "a&#x002f;b&#60;c&#062;&#38;&apos;d+e&quot;f&#92;g&#61;h&#96;",
        // Python repr and YAML
        r#"a/b<c>&\'d+e"f\\g=h`"#,
        r"a\x2fb\x3cc\x3e\x26\x27d\x2be\x22f\x5cg\x3dh\x60",
        // JSON within a JSON string
        r#"a/b\\u003cc\\u003e\\u0026'd+e\\\"f\\\\g=h`"#,
        // percent-encoding twice
        "a%252Fb%253Cc%253E%2526%2527d%252Be%2522f%255Cg%253Dh%2560",
    ] {
        assert_redacted(
            &format!(r#"{{"k":"{written}","é":"\u00e9"}}"#),
            &[secret],
            r#"{"k":"[redacted]","é":"\u00e9"}"#,
        );
    }
    // Every character of the key is escaped, and other text has escapes too.
    let escaped: String = KEY.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    assert_redacted(
        &format!(r#"["\u0041 & %41","{escaped}","\u0041"]"#),
        &[KEY],
        r#"["\u0041 & %41","[redacted]","\u0041"]"#,
    );
}

#[test]
fn a_secret_is_found_whichever_character_has_a_short_escape() {
    for character in ['/', '"', '\\', '\''] {
        assert_redacted(&format!(r"[a\{character}b]"), &[&format!("a{character}b")], "[[redacted]]");
    }
}

#[test]
fn a_secret_is_found_in_any_spelling_of_its_escapes() {
    for (before, after) in [
        (r"\U00", ""),
        ("&#X", ";"),
        ("&#x0000", ";"),
        ("&amp;#x00", ";"),
        ("%26%23x", "%3b"),
        (r"\u0026#x0000", ";"),
        ("%26%23x0000", "%3B"),
    ] {
        let escaped: String = KEY.bytes().map(|byte| format!("{before}{byte:02x}{after}")).collect();
        assert_redacted(&format!("<{escaped}>"), &[KEY], "<[redacted]>");
    }
}

/// A long text is decoded in parts of some thousand places. An escaped secret of odd length begins at every place of a part.
#[test]
fn an_escaped_secret_is_found_at_every_place_of_a_long_text() {
    let count = 20_000;
    let clean = Redactor::new(&["abb"]).redact_text("%61bb".repeat(count).as_bytes());
    assert_eq!(clean, "[redacted]".repeat(count));
}

/// The number of backslashes depends on how often the JSON was escaped, and a stream may be cut after any of them.
#[test]
fn a_secret_is_found_after_any_number_of_backslashes() {
    for count in 0..12 {
        let before = r"\".repeat(count);
        let text = format!(r#"["{before}\u0061bb","{before}abb"]"#);
        let clean = format!(r#"["[redacted]","{before}[redacted]"]"#);
        assert_redacted(&text, &["abb"], &clean);
        for cut in 0..text.len() {
            let (head, tail) = text.as_bytes().split_at(cut);
            assert_eq!(blocks([head, tail], &["abb"], 1).concat(), clean.as_bytes(), "cut at {cut}");
        }
    }
}

/// The end of one escape can be the beginning of another text, such as the `c` of `%2c`.
#[test]
fn a_secret_is_found_wherever_an_escape_seems_to_begin_before_it() {
    for before in ["%", "%2", r"\u00", r"\u002", r"\x", r"\x2", "&", "&#", "&#x2", r"\", "%25", "%%2"] {
        for written in [r"c%5Cd", r"c\u005cd", "c&#92;d", r"c\d", "c%255Cd"] {
            let text = format!("{before}{written}.");
            let clean = format!("{before}[redacted].");
            assert_redacted(&text, &[r"c\d"], &clean);
            for cut in 0..text.len() {
                let (head, tail) = text.as_bytes().split_at(cut);
                assert_eq!(blocks([head, tail], &[r"c\d"], 1).concat(), clean.as_bytes(), "{text} cut at {cut}");
            }
        }
    }
}

#[test]
fn many_backslashes_take_linear_time() {
    let text = r"\".repeat(1 << 18) + "%62";
    let start = std::time::Instant::now();
    assert!(!Redactor::new(&["abb"]).contains_secret(text.as_bytes()));
    assert!(!Redactor::new(&[r"a\bb"]).contains_secret(text.as_bytes()));
    assert!(start.elapsed().as_secs() < 30);
}

#[test]
fn escapes_of_other_text_are_unchanged() {
    for text in [
        r#"{"a":"\u0026 \/ \" \\ %20 %zz % %4 &amp; & &#; &#x; &#9999999; &#x41 \u00 \u"}"#,
        "100%",
        "\\",
        "&",
        r"\u004",
    ] {
        assert_redacted(text, &[KEY, r#"a/"b\"#], text);
    }
}

#[test]
fn blocks_have_one_size() {
    let text = vec![b'x'; BLOCK_BYTES * 3];
    let redactor = Redactor::new(&[KEY]);
    let mut stream = StreamRedactor::new(&redactor, BLOCK_BYTES);
    let sizes: Vec<_> = text.chunks(10_000).map(|chunk| stream.push(chunk).len()).filter(|&size| size > 0).collect();
    assert_eq!(sizes, [BLOCK_BYTES, BLOCK_BYTES]);
    assert_eq!(stream.finish().len(), BLOCK_BYTES);
}

#[test]
fn bytes_that_are_not_utf_8_are_unchanged() {
    assert_eq!(stream([[0xff, 0xfe, 0x00].as_slice()], &[KEY]), [0xff, 0xfe, 0x00]);
}

#[test]
fn without_a_secret_nothing_is_held_back() {
    assert_eq!(blocks([b"abc".as_slice(), b"def"], &[], 1), [b"abc".to_vec(), b"def".to_vec(), Vec::new()]);
    assert_eq!(stream([b"abc".as_slice()], &[""]), b"abc");
}

/// Text in which escapes and parts of the secrets below are frequent.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ab]{1,3}".prop_map(String::from),
        Just(r"\u0061".to_owned()),
        Just("%62".to_owned()),
        Just("&#97;".to_owned()),
        Just(r"\".to_owned()),
        Just(r"\\".to_owned()),
        Just("%5c".to_owned()),
        Just("%25".to_owned()),
        prop::sample::select(vec!["%", "%2", r"\u00", r"\x", "&#", "&#x", "2", "6", ";"]).prop_map(String::from),
        Just("&amp;".to_owned()),
        Just("é.".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn cut<'a>(mut rest: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    for &size in sizes {
        let (chunk, tail) = rest.split_at(size.min(rest.len()));
        chunks.push(chunk);
        rest = tail;
    }
    chunks.push(rest);
    chunks
}

proptest! {
    /// A stream is redacted like the whole text, wherever it is cut.
    #[test]
    fn cuts_change_nothing(text in "[ab_]{0,80}", secret in "[ab_]{1,4}", block in 1_usize..9, sizes in prop::collection::vec(0_usize..9, 0..30)) {
        let clean = blocks(cut(text.as_bytes(), &sizes), &[&secret], block).concat();
        prop_assert_eq!(String::from_utf8(clean).unwrap(), redact(&text, &[&secret]));
    }

    /// A stream with escapes is redacted like the whole text, wherever it is cut.
    #[test]
    fn cuts_within_escapes_change_nothing(text in text(), secret in "[ab26]{1,4}", block in 1_usize..9, sizes in prop::collection::vec(0_usize..30, 0..30)) {
        let clean = blocks(cut(text.as_bytes(), &sizes), &[&secret], block).concat();
        prop_assert_eq!(String::from_utf8(clean).unwrap(), Redactor::new(&[&secret]).redact_text(text.as_bytes()));
    }

    /// The last character of two secrets of one length never occurs in the text, so every block is the same for both.
    #[test]
    fn nothing_depends_on_a_part_of_the_secret(
        text in text(),
        (one, other) in (2_usize..6).prop_flat_map(|len| {
            let secret = || prop::collection::vec(prop::sample::select(vec!['a', 'b']), len).prop_map(|letters| letters.into_iter().chain(['c']).collect::<String>());
            (secret(), secret())
        }),
        block in 1_usize..40,
        sizes in prop::collection::vec(0_usize..30, 0..30),
    ) {
        let chunks = cut(text.as_bytes(), &sizes);
        let of_one = blocks(chunks.iter().copied(), &[&one], block);
        prop_assert_eq!(&of_one, &blocks(chunks.iter().copied(), &[&other], block));
        prop_assert_eq!(of_one.concat(), text.as_bytes());
    }

    /// No secret remains in the blocks of a stream, whatever the escapes.
    #[test]
    fn a_stream_of_escapes_contains_no_secret(text in text(), secret in "[ab]{3,6}", at in 0_usize..40, sizes in prop::collection::vec(0_usize..30, 0..30)) {
        let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let text = format!("{}{secret}{}", &text[..at], &text[at..]);
        let clean = blocks(cut(text.as_bytes(), &sizes), &[&secret], 5).concat();
        let remaining = String::from_utf8_lossy(&clean).replace("[redacted]", "\u{0}");
        prop_assert!(!Redactor::new(&[&secret]).contains_secret(remaining.as_bytes()));
    }
}
