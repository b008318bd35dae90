use outx_core::error::Code;
use outx_core::gateway::http::headers::{is_json, retry_after};
use outx_core::gateway::http::response::{JsonShape, Plan, plan_response};

const JSON: &str = "application/json";

#[test]
fn a_json_success_is_forwarded_and_an_error_is_rewritten() {
    for (status, content_type, encoding) in
        [(200, JSON, ""), (200, "Application/JSON; charset=utf-8", "gzip"), (201, JSON, "identity"), (204, "", "")]
    {
        assert_eq!(plan_response(status, content_type, encoding), Plan::Forward, "{status} {content_type}");
    }
    for (status, content_type, encoding) in
        [(400, JSON, ""), (404, "text/html", ""), (500, "", "gzip"), (599, JSON, "")]
    {
        assert_eq!(plan_response(status, content_type, encoding), Plan::RewriteError, "{status} {content_type}");
    }
}

#[test]
fn redirects_other_types_other_encodings_and_other_statuses_are_a_502() {
    for (status, content_type, encoding, names) in [
        (0, JSON, "", "redirect"),
        (300, JSON, "", "redirect"),
        (304, JSON, "", "redirect"),
        (399, JSON, "", "redirect"),
        (200, "text/html", "", "content-type"),
        (200, "", "", "content-type"),
        (200, "application/json-seq", "", "content-type"),
        (200, JSON, "br", "encoding"),
        (200, JSON, "GZIP", "encoding"),
        (200, JSON, "x-gzip", "encoding"),
        (200, JSON, "gzip, br", "encoding"),
        (204, JSON, "deflate", "encoding"),
        (500, JSON, "zstd", "encoding"),
        (199, JSON, "", "status"),
        (600, JSON, "", "status"),
        (999, JSON, "", "status"),
    ] {
        let Plan::Reject(error) = plan_response(status, content_type, encoding) else {
            panic!("{status} {content_type} {encoding}")
        };
        assert_eq!((error.status, error.code), (502, Code::BadResponse), "{status} {content_type} {encoding}");
        assert!(error.text.contains(names), "{status} {content_type} {encoding}: {}", error.text);
    }
}

/// Whether these chunks are not JSON, and whether they are complete JSON.
fn shape_of(chunks: &[&str]) -> (bool, bool) {
    let mut shape = JsonShape::default();
    chunks.iter().for_each(|chunk| shape.push(chunk.as_bytes()));
    (shape.is_no_json(), shape.is_complete())
}

#[test]
fn a_body_is_complete_when_it_begins_and_ends_as_one_object_or_array() {
    for chunks in [&["{}"][..], &["{", "\"a\":1", "}"], &[" [\n", "1]\n"], &["\u{feff}{}"], &[], &[" "]] {
        assert_eq!(shape_of(chunks), (false, true), "{chunks:?}");
    }
    for chunks in [&["{"][..], &["{\"a\":\"}", "x"], &["[1}"], &["{\"a\":1]"]] {
        assert_eq!(shape_of(chunks), (false, false), "{chunks:?}");
    }
    for chunks in [&["ok"][..], &["\"text\""], &["<!doctype html>"], &["\u{1f}\u{8b}"], &["1"], &["null"], &["\0{}"]] {
        assert_eq!(shape_of(chunks), (true, false), "{chunks:?}");
    }
}

#[test]
fn the_type_is_json_by_its_essence() {
    for yes in ["application/json", "APPLICATION/JSON", " application/json ; charset=utf-8"] {
        assert!(is_json(yes), "{yes}");
    }
    for no in ["", "application/json-seq", "text/json", "application/problem+json", "text/plain; application/json"] {
        assert!(!is_json(no), "{no}");
    }
}

#[test]
fn retry_after_is_forwarded_when_it_is_short_and_plain() {
    for plain in ["7", "0.5", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"] {
        assert_eq!(retry_after(plain), Some(plain));
    }
    for odd in ["", "outx_key0canary1key2", "7\r\nset-cookie: a", "<b>", "1234567890123456789012345678901234567890 "] {
        assert_eq!(retry_after(odd), None, "{odd:?}");
    }
}
