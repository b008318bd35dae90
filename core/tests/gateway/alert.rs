use outx_core::gateway::alerts::{build_message, team_label};

fn text_of(message: &str) -> String {
    let message: serde_json::Value = serde_json::from_str(message).unwrap();
    message["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_team_id_becomes_neither_markup_nor_a_mention_nor_a_link() {
    for (team, shown) in [
        ("d0d0caca-0000-4000-8000-000000000001", "d0d0caca-0000-4000-8000-000000000001"),
        ("<!channel> <https://evil.example|x>", "&lt;!channel&gt; &lt;https:\u{200b}//evil.example'x&gt;"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        ("@everyone @here <@123>", "@\u{200b}everyone @\u{200b}here &lt;@\u{200b}123&gt;"),
        ("[x](https://evil.example)", "[x]\u{200b}(https:\u{200b}//evil.example)"),
        ("*a* `b` ~c~", "'a' 'b' 'c'"),
    ] {
        assert_eq!(
            text_of(&build_message(&team_label(team), "text")),
            format!("OutX gateway, team {shown}: text"),
            "{team}"
        );
    }
}

#[test]
fn a_team_label_is_one_line_of_at_most_64_characters() {
    assert_eq!(team_label("a\nb\r\nc\td\u{0}e\u{2028}f\u{202e}g\u{85}h"), "a b  c d e f g h");
    assert_eq!(team_label(&"é".repeat(65)), "é".repeat(64));
    let long = text_of(&build_message(&team_label(&"t\n".repeat(5_000)), "text"));
    assert!(!long.contains('\n') && long.chars().count() < 100, "{long}");
}
